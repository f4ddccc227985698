package io.drillmaster.probe;

import io.drillmaster.openvidu.Settings;
import io.drillmaster.run.port.Access;
import io.drillmaster.time.Ticker;
import java.util.ArrayList;
import java.util.List;

/** All canaries of a run: rooms of two on an independent client stack. Thread-safe. */
final class Canaries implements AutoCloseable {
  private final CanaryLoop loop = new CanaryLoop(Ticker.system());
  private final List<CanaryRoom> rooms = new ArrayList<>();

  /** Joins that many rooms. */
  Canaries(
      String run,
      Settings settings,
      RestClient rest,
      Access access,
      RestProber.Sink sink,
      int count) {
    for (int number = 1; number <= count; number++) {
      String name = "canary-" + number;
      rooms.add(
          new CanaryRoom(
              "drill-" + run + "-" + name,
              List.of(name + "-a", name + "-b"),
              settings,
              loop,
              rest,
              access,
              sink::record));
    }
    rooms.forEach(room -> loop.execute(room::start));
  }

  /** All leave politely. */
  void leave() {
    rooms.forEach(room -> loop.execute(room::leave));
  }

  /** Whoever is left is dropped. */
  @Override
  public void close() {
    loop.executeAndWait(() -> rooms.forEach(CanaryRoom::drop));
    loop.close();
  }
}
