package io.drillmaster.drill;

import static io.drillmaster.drill.Form.key;

import io.drillmaster.drill.Form.Block;
import io.drillmaster.drill.Form.Items;
import io.drillmaster.drill.Form.Text;
import io.drillmaster.drill.Form.Whole;
import io.drillmaster.drill.Form.Word;
import io.drillmaster.drill.Form.YesNo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Inventories as strict YAML; everything that is wrong is told at once. Pure: takes text. */
public final class InventoryFile {

  private static final int PORT_MAX = 65_535;

  /** Kinds of fault that a command does to a node as a whole. */
  static final List<FaultKind> KINDS =
      List.of(FaultKind.CRASH, FaultKind.VANISH, FaultKind.FREEZE, FaultKind.SHUTDOWN);

  private static final Text PATH = new Text("\\S.*", "the path of a file");

  private static final Items COMMAND =
      new Items(new Text("(?s)[^\\u0000\\n]+", "a program or an argument"), 1);

  private static final Block SSH =
      new Block(
          List.of(
              key(
                  "user",
                  new Text("[A-Za-z0-9_][A-Za-z0-9._-]*", "a user's name"),
                  "",
                  "say as whom"),
              key("host", new Text("[A-Za-z0-9][A-Za-z0-9._-]*", "a host's name"), "", "say where"),
              key("port", new Whole(1, PORT_MAX), "22", "where sshd listens"),
              key("key", PATH, "", "say which private key, e.g. key: keys/drill"),
              key(
                  "knownHosts",
                  PATH,
                  "",
                  "say which file has the host's key, e.g. knownHosts: keys/known_hosts")));

  private static final Block NODE =
      new Block(
          List.of(
              key("name", Text.NODE, "", "say how drills call it, e.g. name: m1"),
              key(
                  "role",
                  new Word(Arrays.stream(Role.values()).map(Role::key).toList()),
                  "",
                  "say its part"),
              key("drill", new YesNo(), "false", "whether its owner lets drills take it"),
              key(
                  "address",
                  EntranceForm.ADDRESS,
                  "",
                  "say where it answers, e.g. address: 10.0.0.1:4443"),
              key("ssh", SSH, Form.Key.ABSENT, "how its commands get to it; default: run here"),
              key("faults", faults(), "{}", "what each kind of fault does to it"),
              key("check", COMMAND, Form.Key.ABSENT, "succeeds when nothing is left of a fault")));

  /** The table of everything that an inventory may say. */
  static final Block FORM =
      EntranceForm.with(
          List.of(
              key(
                  "nodes",
                  new Items(NODE, 0),
                  "[]",
                  "the nodes, one block each; may be left out where there are containers"),
              key(
                  "containers",
                  new Text("[^\\s=]+=\\S+", "a label of containers, key=value"),
                  Form.Key.ABSENT,
                  "which containers on this machine are nodes, too; their parts are labels")));

  private final Problems problems = new Problems();

  private InventoryFile() {}

  private static Block faults() {
    return new Block(
        KINDS.stream()
            .map(
                kind ->
                    key(
                        kind.key(),
                        new Block(
                            List.of(
                                key("do", COMMAND, "", "say what does it, e.g. do: [kill, -9, 1]"),
                                undo(kind))),
                        Form.Key.ABSENT,
                        kind.felt()))
            .toList());
  }

  /** Who is gone may stay gone; whoever is held must be let go. */
  private static Form.Key undo(FaultKind kind) {
    boolean mayStay = kind == FaultKind.CRASH || kind == FaultKind.SHUTDOWN;
    return key(
        "undo",
        COMMAND,
        mayStay ? Form.Key.ABSENT : "",
        "say what undoes it, and does no harm where nothing is to be undone");
  }

  /**
   * Reads an inventory.
   *
   * @param file its name, for messages
   * @throws InvalidDrill with all that is wrong
   */
  public static Inventory read(String file, String text) {
    return new InventoryFile().inventory(file.substring(file.lastIndexOf('/') + 1), text);
  }

  private Inventory inventory(String file, String text) {
    YamlNode tree = YamlReader.read(file, text, problems).orElse(null);
    if (tree == null) {
      throw problems.exception();
    }
    Bound root = new FormReader(problems).read(tree, FORM, "");
    Optional<Entrance> entrance = EntranceForm.read(root, problems);
    List<Inventory.Machine> nodes = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Bound item : root.at("nodes").items()) {
      node(item).ifPresent(nodes::add);
      String name = item.at("name").as(String.class).orElse("");
      if (!name.isEmpty() && !names.add(name)) {
        problems.add(
            item.at("name").place(),
            item.path() + ".name",
            "'%s' stands above; give each node a name of its own".formatted(name));
      }
    }
    Optional<String> containers = root.at("containers").as(String.class);
    if (nodes.isEmpty() && containers.isEmpty() && problems.none()) {
      problems.add(
          root.place(),
          "nodes",
          "no node is listed; list them, one block each, or say which containers: com.docker.compose.project=NAME");
    }
    if (!problems.none()) {
      throw problems.exception();
    }
    return new Inventory(entrance.orElseThrow(), nodes, containers);
  }

  private Optional<Inventory.Machine> node(Bound node) {
    Optional<String> name = node.at("name").as(String.class);
    Optional<String> role = node.at("role").as(String.class);
    Optional<Boolean> drill = node.at("drill").as(Boolean.class);
    Optional<String> address = node.at("address").as(String.class);
    if (name.isEmpty() || role.isEmpty() || drill.isEmpty() || address.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Inventory.Machine(
            name.get(),
            Role.of(role.get()),
            drill.get(),
            address.get(),
            ssh(node.at("ssh")),
            harms(node.at("faults"), Role.of(role.get())),
            words(node.at("check"))));
  }

  private Map<FaultKind, Inventory.Harm> harms(Bound faults, Role role) {
    Map<FaultKind, Inventory.Harm> harms = new EnumMap<>(FaultKind.class);
    for (FaultKind kind : KINDS) {
      Bound harm = faults.at(kind.key());
      if (harm.value() != null) {
        if (!kind.befalls(role)) {
          problems.add(
              harm.place(), harm.path(), "does not befall a " + role.key() + "; leave it out");
        }
        harms.put(kind, new Inventory.Harm(words(harm.at("do")), words(harm.at("undo"))));
      }
    }
    return harms;
  }

  private static List<String> words(Bound command) {
    return command.items().stream().flatMap(word -> word.as(String.class).stream()).toList();
  }

  private static Optional<Inventory.Ssh> ssh(Bound ssh) {
    Optional<String> user = ssh.at("user").as(String.class);
    Optional<String> host = ssh.at("host").as(String.class);
    Optional<Integer> port = ssh.at("port").as(Integer.class);
    Optional<String> key = ssh.at("key").as(String.class);
    Optional<String> knownHosts = ssh.at("knownHosts").as(String.class);
    return user.isEmpty()
            || host.isEmpty()
            || port.isEmpty()
            || key.isEmpty()
            || knownHosts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Inventory.Ssh(user.get(), host.get(), port.get(), key.get(), knownHosts.get()));
  }
}
