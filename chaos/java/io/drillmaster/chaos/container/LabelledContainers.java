package io.drillmaster.chaos.container;

import io.drillmaster.drill.FaultKind;
import io.drillmaster.drill.Inventory.Harm;
import io.drillmaster.drill.Inventory.Machine;
import io.drillmaster.drill.Role;
import io.drillmaster.process.CommandRunner;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Containers that somebody else made, as nodes of an inventory: what a compose file starts takes
 * part by its labels, and is harmed by this program's own commands.
 */
public final class LabelledContainers {

  /** The hidden command that does something to a container; its arguments are {@link Act}, id. */
  public static final String ACT = "container-act";

  /** What a container is called as a node; else by its own name. */
  static final String NAME = DockerEngine.NODE;

  /** Which part a container plays; others are left alone. */
  static final String ROLE = "io.drillmaster.role";

  /** "true" where its owner lets drills take it. */
  static final String DRILL = "io.drillmaster.drill";

  /** Where it answers those who watch it, if not at the usual port of its part. */
  static final String PORT = "io.drillmaster.port";

  /** What can be done to a container, and the question whether it is well. */
  enum Act {
    KILL("kill"),
    STOP("stop"),
    PAUSE("pause"),
    UNPAUSE("unpause"),
    START("start"),
    /** Ends one that was paused, and starts it anew. */
    REPLACE("replace"),
    IS_WELL("is-well");

    private final String word;

    Act(String word) {
      this.word = word;
    }
  }

  private final Engine engine;

  private LabelledContainers(Engine engine) {
    this.engine = engine;
  }

  /** Those of another engine. */
  static LabelledContainers of(Engine engine) {
    return new LabelledContainers(engine);
  }

  /**
   * Those of this machine's engine.
   *
   * @param environment of this process
   * @throws EngineFailed when there is none
   */
  public static LabelledContainers here(Map<String, String> environment) {
    return new LabelledContainers(DockerEngine.open(environment));
  }

  /**
   * A runner that does acts on containers by itself, at once, and leaves all else to another: in a
   * running harness nobody waits for a program to start.
   *
   * @param environment of this process
   */
  public static CommandRunner near(Map<String, String> environment, CommandRunner others) {
    return (argv, bound) -> {
      int act = argv.size() - 2;
      return act > 0 && argv.get(act - 1).equals(ACT)
          ? here(environment).result(argv.get(act), argv.get(act + 1))
          : others.run(argv, bound);
    };
  }

  /** As the program would end that does it. */
  CommandRunner.Result result(String act, String id) {
    try {
      return new CommandRunner.Result(act(act, id) ? 0 : 1, "");
    } catch (EngineFailed failed) {
      return new CommandRunner.Result(1, String.valueOf(failed.getMessage()));
    }
  }

  /**
   * Finds nodes.
   *
   * @param label that all of them have, "key=value"
   * @param act program and arguments before the act and the container
   * @return sorted by name
   * @throws IllegalArgumentException when there is none, or one of them cannot be one; the message
   *     says why and what to do
   * @throws EngineFailed when the engine does not answer
   */
  public List<Machine> find(String label, List<String> act) {
    List<Machine> nodes = new ArrayList<>();
    for (Engine.Labelled found : engine.labelled(label)) {
      if (found.labels().containsKey(ROLE)) {
        nodes.add(machine(found, act));
      }
    }
    if (nodes.isEmpty()) {
      throw new IllegalArgumentException(
          "containers: no container with the label %s has a label %s; give each node one of: %s"
              .formatted(label, ROLE, String.join(", ", roles())));
    }
    nodes.sort(Comparator.comparing(Machine::name));
    return List.copyOf(nodes);
  }

  private static List<String> roles() {
    return Stream.of(Role.values()).map(Role::key).toList();
  }

  private static Machine machine(Engine.Labelled found, List<String> act) {
    String word = found.labels().getOrDefault(ROLE, "");
    Role role =
        Stream.of(Role.values())
            .filter(each -> each.key().equals(word))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "containers: label %s of %s: '%s' is no part; use one of: %s"
                            .formatted(ROLE, found.name(), word, String.join(", ", roles()))));
    if (found.address().isEmpty()) {
      throw new IllegalArgumentException(
          "containers: %s does not run, or has no network; start it, or take its label %s away"
              .formatted(found.name(), ROLE));
    }
    Map<FaultKind, Harm> harms = new EnumMap<>(FaultKind.class);
    harm(harms, role, FaultKind.CRASH, argv(act, Act.KILL, found), argv(act, Act.START, found));
    harm(harms, role, FaultKind.VANISH, argv(act, Act.PAUSE, found), argv(act, Act.REPLACE, found));
    harm(harms, role, FaultKind.FREEZE, argv(act, Act.PAUSE, found), argv(act, Act.UNPAUSE, found));
    harm(harms, role, FaultKind.SHUTDOWN, argv(act, Act.STOP, found), argv(act, Act.START, found));
    return new Machine(
        found.labels().getOrDefault(NAME, found.name()),
        role,
        found.labels().getOrDefault(DRILL, "").equals("true"),
        found.address() + ":" + port(found, role),
        Optional.empty(),
        harms,
        argv(act, Act.IS_WELL, found));
  }

  private static void harm(
      Map<FaultKind, Harm> harms,
      Role role,
      FaultKind kind,
      List<String> doing,
      List<String> undoing) {
    if (kind.befalls(role)) {
      harms.put(kind, new Harm(doing, undoing));
    }
  }

  private static List<String> argv(List<String> program, Act act, Engine.Labelled found) {
    return Stream.concat(program.stream(), Stream.of(act.word, found.id())).toList();
  }

  private static int port(Engine.Labelled found, Role role) {
    String usual =
        switch (role) {
          case MASTER, BALANCER -> "4443";
          case MEDIA_NODE -> "8888";
          case STORE -> "6379";
        };
    String port = found.labels().getOrDefault(PORT, usual);
    if (!port.matches("[1-9][0-9]{0,4}") || Integer.parseInt(port) > 65_535) {
      throw new IllegalArgumentException(
          "containers: label %s of %s: '%s' is not allowed; use 1 to 65535"
              .formatted(PORT, found.name(), port));
    }
    return Integer.parseInt(port);
  }

  /**
   * Does something to a container; to do it twice does no harm.
   *
   * @param word an {@link Act}'s
   * @param id the container
   * @return whether it is done; of the question, the answer
   * @throws IllegalArgumentException when there is no such act
   * @throws EngineFailed when the engine does not do it
   */
  public boolean act(String word, String id) {
    Act act =
        Stream.of(Act.values())
            .filter(each -> each.word.equals(word))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no act '" + word + "'"));
    switch (act) {
      case KILL -> engine.kill(id);
      case STOP -> engine.terminate(id);
      case PAUSE -> engine.pause(id);
      case UNPAUSE -> engine.unpause(id);
      case START -> engine.resume(id);
      case REPLACE -> {
        engine.kill(id);
        engine.resume(id);
      }
      case IS_WELL -> {
        return engine.look(id).filter(now -> now.state() == Engine.State.RUNNING).isPresent();
      }
    }
    return true;
  }
}
