package io.drillmaster.run;

import io.drillmaster.check.Judge;
import io.drillmaster.check.Judged;
import io.drillmaster.drill.Drill;
import io.drillmaster.history.Header;
import io.drillmaster.history.HistoryFolder;
import io.drillmaster.history.HistoryText;
import java.util.Comparator;
import java.util.function.Function;

/**
 * Judges a run from its files alone; the same files give the same verdict anywhere (decision D7).
 */
public final class Judging {

  private final Function<Header, Drill> reader;

  /**
   * A way to judge.
   *
   * @param reader reads the drill as executed back from a header
   */
  public Judging(Function<Header, Drill> reader) {
    this.reader = reader;
  }

  /**
   * Judges the history of a run folder.
   *
   * @throws IllegalArgumentException when it holds no readable history
   */
  public Judged judge(RunFolder folder) {
    HistoryFolder history = HistoryFolder.open(folder.path());
    Header header =
        history.headers().stream()
            .min(Comparator.comparing(one -> one.writer().equals("harness") ? "" : one.writer()))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        folder.path() + ": no history file has a readable header"));
    HistoryText text = HistoryText.of(history);
    return new Judge(header, reader.apply(header), text::line).judge(history);
  }
}
