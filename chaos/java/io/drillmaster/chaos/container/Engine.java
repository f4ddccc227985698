package io.drillmaster.chaos.container;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * What is asked of a container engine on this machine. Whatever it makes carries the label of its
 * run, by which anybody finds it again. Thread-safe; each call takes well below a second but for
 * {@link #start} and {@link #removeAll}.
 */
interface Engine extends AutoCloseable {

  /**
   * Which container is wanted.
   *
   * @param run the run that it belongs to
   * @param name of the node
   * @param role its part, a {@link io.drillmaster.drill.Role}'s key
   * @param image what it is made from
   * @param address of its own on the run's network
   * @param argv program and arguments; anybody may read them
   * @param environment variables; anybody who may ask the engine reads them, so no secret here
   * @param shared folder of this machine that it has at the same path
   * @param published port that is reachable at 127.0.0.1, too, at a free one; empty = none
   * @param ready regular expression of the line by which it says that it serves
   */
  record Order(
      String run,
      String name,
      String role,
      String image,
      String address,
      List<String> argv,
      Map<String, String> environment,
      Path shared,
      Optional<Integer> published,
      String ready) {
    public Order {
      argv = List.copyOf(argv);
      environment = Map.copyOf(environment);
    }
  }

  /** How a container is. */
  enum State {
    RUNNING,
    PAUSED,
    ENDED
  }

  /**
   * One container.
   *
   * @param id of the engine
   * @param name of its node
   * @param address that it has, or had, on the run's network
   * @param pid of its first process on this machine; 0 = it has ended
   * @param isConnected whether it is on the run's network
   * @param exit its exit status, once it has ended
   */
  record Found(
      String id,
      String name,
      String address,
      long pid,
      State state,
      boolean isConnected,
      int exit) {}

  /**
   * A container that somebody else made.
   *
   * @param id of the engine
   * @param name e.g. "ov-master-1-1"
   * @param labels all of them
   * @param address on the first of its networks; empty = it has none, or has ended
   */
  record Labelled(String id, String name, Map<String, String> labels, String address) {
    public Labelled {
      labels = Map.copyOf(labels);
    }
  }

  /** Whether there is an image of that name. */
  boolean hasImage(String image);

  /**
   * Makes the network of a run.
   *
   * @param subnet e.g. 10.77.3.0/24
   * @param gateway this machine's address on it
   * @return false when that subnet is taken
   */
  boolean makeNetwork(String run, String subnet, String gateway);

  /**
   * Starts a container and waits until it says that it serves.
   *
   * @param output gets each line that it prints, on a thread of the engine's client
   * @return its id
   * @throws EngineFailed when it does not start, or does not say so in time
   */
  String start(Order order, Consumer<String> output);

  /** One container; empty when there is none. */
  Optional<Found> look(String id);

  /** All containers of a run, the ended ones included. */
  List<Found> ofRun(String run);

  /**
   * All containers with a label, whoever made them, the ended ones included.
   *
   * @param label "key=value"
   */
  List<Labelled> labelled(String label);

  /** Port of 127.0.0.1 that leads to a published one; empty when there is none. */
  Optional<Integer> published(String id);

  /** Calls back once with its exit status when a container has ended, on a thread of its own. */
  void onEnd(String id, IntConsumer exit);

  /** Ends it at once, paused or not; nothing happens when it has ended. */
  void kill(String id);

  /** Starts one that has ended; nothing happens when it runs. */
  void resume(String id);

  /** Asks it to end. */
  void terminate(String id);

  /** Its processes get no time any more; its sockets stay. */
  void pause(String id);

  /** Undoes {@link #pause}; nothing happens when it runs. */
  void unpause(String id);

  /** Takes it off the run's network. */
  void disconnect(String run, String id);

  /** Puts it back where it was. */
  void connect(String run, String id, String address);

  /**
   * Removes every container and network of a run, whatever their state.
   *
   * @return what was removed, e.g. "m1"
   * @throws EngineFailed when something is left
   */
  List<String> removeAll(String run);

  @Override
  void close();
}
