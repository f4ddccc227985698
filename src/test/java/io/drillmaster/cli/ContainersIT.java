package io.drillmaster.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.drillmaster.chaos.Ledger;
import io.drillmaster.chaos.container.LabelledContainers;
import io.drillmaster.check.Judgement;
import io.drillmaster.check.Result;
import io.drillmaster.check.VerdictFile;
import io.drillmaster.drill.Signature;
import io.drillmaster.history.Event;
import io.drillmaster.history.FaultEvent;
import io.drillmaster.history.HistoryFolder;
import io.drillmaster.history.NodeEvent;
import io.drillmaster.history.ProbeEvent;
import io.drillmaster.process.CommandRunner;
import io.drillmaster.time.Pause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole drills against a twin in containers of a real engine. Where there is no engine, or no image
 * to build on, each test is reported as skipped, with the reason.
 */
class ContainersIT {
  /**
   * Has a JRE, and redis-server unless another image has: `.ci/engine` makes it without a registry.
   */
  private static final String BASE =
      System.getenv().getOrDefault("DRILLMASTER_TEST_BASE", "drillmaster-base");

  private static final String STORE = System.getenv().getOrDefault("DRILLMASTER_TEST_STORE", BASE);

  private static final String IMAGE = "drillmaster-it";
  private static final String OURS = "label=io.drillmaster.run";
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration RUN_BOUND = Duration.ofMinutes(3);
  private static final Duration LOOK = Duration.ofMillis(200);
  private static final CommandRunner COMMANDS = CommandRunner.system();

  private static String missing = "";

  @TempDir Path home;

  @BeforeAll
  static void buildTheImage() throws Exception {
    if (!isDone("docker", "info")) {
      missing = "no container engine answers: no twin in containers can be tested";
    } else if (!isDone("docker", "image", "inspect", BASE, STORE)) {
      missing =
          "no image "
              + BASE
              + " to build on, or no "
              + STORE
              + ": no twin in containers can be tested";
    } else {
      Process build =
          new ProcessBuilder(
                  "docker", "build", "-q", "--build-arg", "BASE=" + BASE, "-t", IMAGE, ".")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      assertThat(build.waitFor()).isZero();
    }
  }

  @AfterAll
  static void removeTheImage() {
    if (missing.isEmpty()) {
      docker("image", "rm", "--force", IMAGE);
    }
  }

  @BeforeEach
  void requireAnEngine() {
    assumeTrue(missing.isEmpty(), missing);
  }

  private static boolean isDone(String... command) {
    try {
      return COMMANDS.run(List.of(command), SOON).isOk();
    } catch (CommandRunner.CommandFailed absent) {
      return false;
    }
  }

  private static String docker(String... arguments) {
    List<String> command = new ArrayList<>(List.of("docker"));
    command.addAll(List.of(arguments));
    return COMMANDS.run(command, SOON).output().strip();
  }

  private static List<String> containers(String... more) {
    List<String> arguments = new ArrayList<>(List.of("ps", "-aq", "--filter", OURS));
    arguments.addAll(List.of(more));
    return docker(arguments.toArray(String[]::new)).lines().toList();
  }

  private static void nothingIsLeft() {
    assertThat(containers()).isEmpty();
    assertThat(docker("network", "ls", "-q", "--filter", OURS)).isEmpty();
  }

  private Path drill(String nodes, String fault) throws IOException {
    return Files.writeString(
        home.resolve("in-containers.yaml"),
        """
        drill: in-containers
        proves: What befalls a container, everyone is back.
        target:
          containers: { %s, protocol: fast, image: %s, storeImage: %s }
        load: { sessions: 12, participantsPerSession: 2, rampUp: 1s, signals: { every: 1s }, workers: 1 }
        timeline:
          - steady: 2s
          - %s
          - until: recovered
          - steady: settled
        objectives:
          - back >= 100 %%
        """
            .formatted(nodes, IMAGE, STORE, fault));
  }

  private Program program(String... arguments) throws IOException {
    return program(Map.of(), arguments);
  }

  private Program program(Map<String, String> more, String... arguments) throws IOException {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("XDG_STATE_HOME", home.resolve("state").toString());
    return Program.startNearEngine(home, environment, arguments);
  }

  private Program run(Path drill) throws IOException {
    return program(
        "run", drill.toString(), "--seed", "7", "--out", home.resolve("runs").toString());
  }

  private Path theRun() throws IOException {
    try (Stream<Path> runs = Files.list(home.resolve("runs"))) {
      return runs.findFirst().orElseThrow();
    }
  }

  @Test
  void aMasterWhoseContainerIsKilledIsReplacedAndEveryoneIsBack() throws Exception {
    try (Program program = run(drill("masters: 3, mediaNodes: 2", "crash: { master: one }"))) {
      assertThat(program.exitCode(RUN_BOUND))
          .as(program.printed())
          .isIn(ExitCode.PASS, ExitCode.UNKNOWN);
      assertThat(program.printed()).contains("target CONTAINERS (embedded cluster");
    }
    nothingIsLeft();
    Judgement judgement = VerdictFile.read(Files.readString(theRun().resolve("verdict.json")));
    assertThat(judgement.verdicts()).noneMatch(verdict -> verdict.result() == Result.FAIL);
    assertThat(Ledger.unhealed(theRun())).isEmpty();
    List<Event> events = new ArrayList<>();
    HistoryFolder.open(theRun()).read(each -> events.add(each.event()));
    assertThat(of(FaultEvent.SignatureSeen.class, events))
        .extracting(FaultEvent.SignatureSeen::signature)
        .containsExactly(Signature.CUT);
    assertThat(of(FaultEvent.Healed.class, events))
        .extracting(FaultEvent.Healed::how)
        .containsExactly("replaced by m4");
    assertThat(of(NodeEvent.EntryOf.class, events)).isNotEmpty();
    assertThat(of(ProbeEvent.Webhook.class, events)).isNotEmpty();
  }

  private static <E extends Event> List<E> of(Class<E> type, List<Event> events) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  @Test
  void whatAKilledHarnessLeftIsHealedAndRemoved() throws Exception {
    Path drill = drill("masters: 2, mediaNodes: 1", "freeze: { master: one, for: 5m }");
    try (Program program = run(drill)) {
      program.await("observed", SOON);
      assertThat(new Remains(home, null).killWithGuard(program)).isTrue();
    }
    assertThat(containers("--filter", "status=paused")).hasSize(1);
    onlyTheFrontIsPublishedAndNoSecretIsTold();

    try (Program heal = program("heal", theRun().toString())) {
      assertThat(heal.exitCode(SOON)).as(heal.printed()).isEqualTo(ExitCode.PASS);
      assertThat(heal.printed())
          .containsPattern(
              "freeze-1 of m\\d \\(process \\d+\\) was stopped: resumed, it runs again")
          .contains("containers of the run: removed ");
    }
    nothingIsLeft();
    assertThat(new Remains(home, null).list()).isEmpty();
    try (Program again = program("heal", theRun().toString())) {
      assertThat(again.exitCode(SOON)).as(again.printed()).isEqualTo(ExitCode.PASS);
      assertThat(again.printed()).contains("containers of the run: none is left");
    }
  }

  @Test
  void aRunThatLosesItsEngineSaysSoAndIsHealedOnceTheEngineIsThere() throws Exception {
    Path drill = drill("masters: 2, mediaNodes: 1", "freeze: { master: one, for: 5m }");
    String usual = System.getenv().getOrDefault("DOCKER_HOST", "unix:///var/run/docker.sock");
    EngineRelay relay =
        EngineRelay.at(home.resolve("engine.sock"), Path.of(usual.replace("unix://", "")));
    try (Program program =
        program(
            Map.of("DOCKER_HOST", relay.url()),
            "run",
            drill.toString(),
            "--seed",
            "7",
            "--out",
            home.resolve("runs").toString())) {
      program.await("observed", SOON);
      relay.close();
      program.signal("INT");
      assertThat(program.exitCode(RUN_BOUND))
          .as(program.printed())
          .isIn(ExitCode.UNKNOWN, ExitCode.HARNESS_FAILED);
      assertThat(program.printed()).contains("./drillmaster heal");
    }
    assertThat(containers("--filter", "status=paused")).hasSize(1);

    try (Program heal = program("heal", theRun().toString())) {
      assertThat(heal.exitCode(SOON)).as(heal.printed()).isEqualTo(ExitCode.PASS);
    }
    nothingIsLeft();
    assertThat(new Remains(home, null).list()).isEmpty();
  }

  private void onlyTheFrontIsPublishedAndNoSecretIsTold() throws IOException {
    assertThat(docker("ps", "--filter", OURS, "--format", "{{.Ports}}").lines())
        .filteredOn(ports -> ports.contains("->"))
        .singleElement()
        .asString()
        .matches("127\\.0\\.0\\.1:\\d+->4443/tcp.*");
    Path secret = theRun().resolve("nodes").resolve("secret");
    List<String> inspect = new ArrayList<>(List.of("inspect"));
    inspect.addAll(containers());
    String told = docker(inspect.toArray(String[]::new));
    assertThat(told)
        .contains("secrets.properties")
        .doesNotContain(Files.readString(secret).strip());
    assertThat(Leaks.ofSecretIn(secret).below(theRun())).isEmpty();
  }

  /** As somebody sees them who did not start them. */
  @Test
  void whatSomebodyElseStartedIsANodeByItsLabels() throws Exception {
    String label = "io.drillmaster.test=" + home.getFileName();
    String theirs =
        docker(
            "run",
            "-d",
            "--label",
            label,
            "--label",
            "io.drillmaster.role=store",
            STORE,
            "redis-server");
    try {
      Path inventory =
          Files.writeString(
              home.resolve("site.yaml"),
              """
              url: http://127.0.0.1:4443
              secretFrom: { env: OPENVIDU_SECRET }
              containers: %s
              """
                  .formatted(label));
      Path drill =
          Files.writeString(
              home.resolve("theirs.yaml"),
              """
              drill: theirs
              proves: Nothing, it is only planned.
              target: { inventory: %s }
              timeline:
                - freeze: { store: one, for: 2s }
              """
                  .formatted(inventory));
      String name = docker("inspect", "-f", "{{.Name}}", theirs).substring(1);
      try (Program plan = program("plan", drill.toString())) {
        assertThat(plan.exitCode(SOON)).as(plan.printed()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(plan.printed()).contains(name + " is not opted in; with its owner's consent");
      }
      assertThat(acted("is-well", theirs)).isEqualTo(ExitCode.PASS);
      assertThat(acted("pause", theirs)).isEqualTo(ExitCode.PASS);
      assertThat(acted("is-well", theirs)).isEqualTo(ExitCode.FAIL);
      assertThat(acted("replace", theirs)).isEqualTo(ExitCode.PASS);
      assertThat(acted("is-well", theirs)).isEqualTo(ExitCode.PASS);
    } finally {
      docker("rm", "-f", theirs);
    }
  }

  private int acted(String act, String container) throws Exception {
    try (Program acting = program(LabelledContainers.ACT, act, container)) {
      return acting.exitCode(SOON);
    }
  }

  @Test
  void theGuardRemovesWhatADeadHarnessLeaves() throws Exception {
    Path drill = drill("masters: 2, mediaNodes: 1", "freeze: { master: one, for: 5m }");
    try (Program program = run(drill)) {
      program.await("observed", SOON);
      assertThat(containers("--filter", "status=paused")).hasSize(1);
      program.signal("KILL");
      assertThat(Pause.until(() -> containers().isEmpty(), LOOK, SOON)).isTrue();
    }
    assertThat(
            Pause.until(
                () -> docker("network", "ls", "-q", "--filter", OURS).isEmpty(), LOOK, SOON))
        .isTrue();
  }
}
