package io.drillmaster.check;

import io.drillmaster.drill.Drill;
import io.drillmaster.history.Header;
import io.drillmaster.history.Recorded;
import java.util.List;
import java.util.function.Function;

/**
 * Drives the fold and every check over a history, once. When something failed, the history is read
 * a second time for the events around the counterexamples.
 */
public final class Judge {

  private final Header header;
  private final Drill drill;
  private final Function<Recorded, String> line;

  /**
   * A judge of one run.
   *
   * @param header the run's header
   * @param drill the drill as executed
   * @param line makes an event readable in one line
   */
  public Judge(Header header, Drill drill, Function<Recorded, String> line) {
    this.header = header;
    this.drill = drill;
    this.line = line;
  }

  /**
   * Judges.
   *
   * @param history merged in the order of stamps; read once, or twice when something failed
   * @param damages what the files lack
   */
  public Judged judge(Iterable<Recorded> history, List<Missing> damages) {
    throw new UnsupportedOperationException(header.run() + drill.name() + line + damages);
  }
}
