package io.drillmaster.drill;

import static io.drillmaster.drill.Form.key;
import static io.drillmaster.drill.Form.later;

import io.drillmaster.drill.Form.Block;
import io.drillmaster.drill.Form.Either;
import io.drillmaster.drill.Form.Grammar;
import io.drillmaster.drill.Form.Items;
import io.drillmaster.drill.Form.OneOf;
import io.drillmaster.drill.Form.Text;
import io.drillmaster.drill.Form.Time;
import io.drillmaster.drill.Form.Variant;
import io.drillmaster.drill.Form.Whole;
import io.drillmaster.drill.Form.Word;
import io.drillmaster.drill.Form.YesNo;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The table of everything a drill file may say; the JSON Schema is generated from it. */
final class DrillForm {

  private static final Duration MILLISECOND = Duration.ofMillis(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Text WORDS = new Text("(?s).*\\S.*", "a text");

  /** Checks that this version makes. */
  static final List<String> CHECKS =
      List.of(
          "PinnedMediaNode",
          "OneLife",
          "EveryoneReconnected",
          "ToldTheTruth",
          "MembershipAgrees",
          "SignalsDelivered",
          "BlastRadius",
          "SurvivorsServe",
          "CapacityRestored",
          "Balanced",
          "Objectives",
          "CleanEnd",
          "HarnessHonest");

  private static final Text CHANGE =
      new Text("\\S(.{0,198}\\S)?", "a text of at most 200 characters on one line");

  /** The word of a target that tells where sockets and sessions are. */
  static final String PLACES = "places";

  /** Sizes and clocks of a cluster that a run makes for itself. */
  private static final List<Form.Key> OWN =
      List.of(
          key("masters", new Whole(1, 16), "3", "master nodes"),
          key("mediaNodes", new Whole(1, 16), "2", "media nodes"),
          key(
              "balancers",
              new Whole(1, TargetSpec.Twin.BALANCERS_MAX),
              "1",
              "load balancers behind one name, each at an address of its own"),
          key(
              "clocks",
              new Word(List.of("fast", "aws")),
              "fast",
              "clocks of balancer and scaling group"),
          key(
              "protocol",
              new Word(List.of("real", "fast")),
              "real",
              "clocks of the protocol, client and server alike; fast divides by 3"),
          key(
              "bugs",
              new Items(new Text("[a-z0-9-]+", "a bug's name; see: list bugs"), 0),
              "[]",
              "bugs to switch on"));

  private static final Block TWIN =
      new Block(
          with(
              key(
                  "tells",
                  new Word(List.of(PLACES, "nothing")),
                  PLACES,
                  "whether entries, owners and rotation are told; nothing = as from outside of a cluster")));

  private static final Text IMAGE =
      new Text("[a-z0-9][A-Za-z0-9._/:@-]{0,254}", "the name of an image, e.g. redis:7");

  private static final Block CONTAINERS =
      new Block(
          with(
              key("image", IMAGE, "drillmaster", "image with this program, made by its Dockerfile"),
              key("storeImage", IMAGE, "redis:7", "image with redis-server")));

  private static final Block AWS =
      new Block(
          List.of(
              key(
                  "stack",
                  new Text("[A-Za-z][A-Za-z0-9-]{0,127}", "a stack's name, e.g. ov-staging"),
                  "",
                  "say which CloudFormation stack"),
              key(
                  "region",
                  new Text("[a-z]{2}(-[a-z]+)+-\\d", "a region, e.g. eu-west-1"),
                  "",
                  "say in which region"),
              key(
                  "account",
                  new Text("\\d{12}", "twelve digits in quotes, e.g. \"123456789012\""),
                  Form.Key.ABSENT,
                  "the only account that is allowed"),
              key("url", EntranceForm.URL, "", "say what clients use"),
              key(
                  "secretFrom",
                  EntranceForm.SECRET,
                  "{ env: OPENVIDU_SECRET }",
                  "where OPENVIDU_SECRET is read from")));

  static final OneOf TARGET =
      new OneOf(
          "kind of target",
          List.of(
              new Variant(key("twin", TWIN, "", "an embedded cluster of the run's own"), List.of()),
              new Variant(
                  key("standing", WORDS, "", "folder of a cluster started by: twin up"), List.of()),
              new Variant(
                  key("containers", CONTAINERS, "", "an embedded cluster in containers of Docker"),
                  List.of()),
              new Variant(key("aws", AWS, "", "a CloudFormation stack of OpenVidu"), List.of()),
              new Variant(
                  key(
                      "inventory",
                      WORDS,
                      "",
                      "file that lists the nodes of a cluster and the commands that harm them"),
                  List.of()),
              new Variant(
                  key(
                      "attach",
                      EntranceForm.with(List.of()),
                      "",
                      "a running cluster by its URL; no fault reaches it"),
                  List.of())));

  private static final Block CLIENT =
      new Block(
          List.of(
              key("name", WORDS, "custom", "how reports call it"),
              key(
                  "retryJitter",
                  new Form.Decimal(0, 1),
                  "0",
                  "share of the retry wait added at random"),
              key(
                  "upgradeTimeout",
                  new Time(Duration.ZERO, HOUR),
                  "0s",
                  "a silent upgrade is abandoned after this; 0s = never"),
              key(
                  "rejoinOnNetworkDisconnect",
                  new YesNo(),
                  "true",
                  "join again after networkDisconnect"),
              key("rebuildOnNodeCrashed", new YesNo(), "true", "rebuild after nodeCrashed"),
              key(
                  "restRetryEvery",
                  new Time(MILLISECOND, HOUR),
                  "100ms",
                  "pause between REST attempts"),
              key(
                  "restAttemptTimeout",
                  new Time(MILLISECOND, HOUR),
                  "30s",
                  "of one REST attempt")));

  private static final Block LOAD =
      new Block(
          List.of(
              key(
                  "simulation",
                  new Text("[A-Za-z_$][A-Za-z0-9_.$]*", "a class name, e.g. Conference"),
                  "Conference",
                  "class of the Gatling simulation"),
              key("sessions", new Whole(1, 100_000), "250", "rooms"),
              key("participantsPerSession", new Whole(1, 50), "4", "members of each room"),
              key("rampUp", new Time(Duration.ZERO, HOUR), "10s", "time over which all join"),
              key(
                  "signals",
                  new Either(
                      new Word(List.of("none")),
                      new Block(
                          List.of(
                              key(
                                  "every",
                                  new Time(Duration.ofMillis(10), HOUR),
                                  "",
                                  "say how often each participant signals its room, e.g. every: 5s")))),
                  "{ every: 5s }",
                  "room signals; none = a silent room"),
              key("publish", new YesNo(), "true", "whether participants publish and subscribe"),
              key(
                  "workers",
                  new Either(new Word(List.of("auto")), new Whole(1, 64)),
                  "auto",
                  "load processes"),
              key(
                  "client",
                  new Either(new Word(List.of(ClientPolicy.OPENVIDU_BROWSER.name())), CLIENT),
                  ClientPolicy.OPENVIDU_BROWSER.name(),
                  "how clients behave"),
              later("media", "use publish"),
              later("profile", "use sessions and participantsPerSession"),
              later("arrivals", "use sessions and rampUp")));

  /** The word that permits. */
  static final String ALLOW = "allow";

  private static final Block SAFETY =
      new Block(
          List.of(
              key(
                  "minHealthyMasters",
                  new Whole(1, 16),
                  Form.Key.ABSENT,
                  "masters that stay unharmed; default: 1 on a twin, 2 elsewhere"),
              key(
                  "maxDuration",
                  new Time(Duration.ofSeconds(10), Duration.ofHours(24)),
                  "15m",
                  "the whole run ends by then"),
              key(
                  "window",
                  new Grammar(Window.EXPECTED, "\\S.* to \\S.*", Window::parse),
                  Form.Key.ABSENT,
                  "when it may run, from beginning to end"),
              key(
                  "foreignSessions",
                  new Word(List.of("refuse", ALLOW)),
                  "refuse",
                  "whether it may run while others have sessions on the cluster"),
              key("change", CHANGE, Form.Key.ABSENT, "the number of the change it belongs to"),
              key(
                  "onAbort",
                  new Word(
                      Arrays.stream(Safety.OnAbort.values()).map(Safety.OnAbort::key).toList()),
                  Safety.OnAbort.DROP.key(),
                  "what becomes of the load when abort calls the drill off")));

  /** A whole drill file. */
  static final Block DRILL =
      new Block(
          List.of(
              key("drill", Text.NAME, "", "the drill's name, as the file's"),
              key("proves", WORDS, "", "say in one sentence what a pass shows"),
              key("target", TARGET, "{ twin: {} }", "the cluster"),
              key("load", LOAD, "{}", "the load"),
              key(
                  "timeline",
                  new Items(TimelineForm.STEP, 1),
                  "",
                  "list what happens, from top to bottom"),
              key(
                  "objectives",
                  new Items(new Grammar(ObjectiveText.EXPECTED, "\\S.*", ObjectiveText::parse), 0),
                  Form.Key.ABSENT,
                  "numbers demanded; default: back >= 100 % (with a fault), unexplained losses = 0"),
              key(
                  "require",
                  new Items(new Grammar("a check", "\\S+", DrillForm::check), 0),
                  "[]",
                  "checks whose unknown makes the run unknown; default: all with evidence"),
              key(
                  "strict",
                  new YesNo(),
                  "false",
                  "whether ghosts that the real product is known to leave fail too"),
              key("safety", SAFETY, "{}", "bounds that --set cannot weaken"),
              key(
                  "abort",
                  new Either(new Word(List.of("none")), new Items(TimelineForm.CONDITION, 1)),
                  "none",
                  "conditions that call the drill off: it heals and fails"),
              key(
                  "notify",
                  EntranceForm.SECRET,
                  Form.Key.ABSENT,
                  "where the address of a webhook is that is told of start, faults, abort, healing and end"),
              later("seed", "use --seed")));

  private DrillForm() {}

  private static List<Form.Key> with(Form.Key... more) {
    return Stream.concat(OWN.stream(), Stream.of(more)).toList();
  }

  private static String check(String name) {
    if (CHECKS.contains(name)) {
      return name;
    }
    throw new IllegalArgumentException("'" + name + "' is no check" + Nearest.hint(name, CHECKS));
  }
}
