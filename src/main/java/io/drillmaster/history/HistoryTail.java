package io.drillmaster.history;

import io.drillmaster.history.EventOrder.Ordered;
import io.drillmaster.time.Ticker;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows the growing history of a run (decision D23): yields the events of all its files, those
 * that appear later included, in the order that reading them afterwards gives, up to the {@link
 * Watermark}, which is at most half a second behind. To be polled about every 100 ms by one thread;
 * not thread-safe.
 */
public final class HistoryTail implements AutoCloseable {

  private record Lane(HistoryFile file, EventOrder order) {}

  private final Path runFolder;
  private final Ticker ticker;
  private final Watermark watermark = new Watermark();
  private final Map<String, Lane> lanes = new TreeMap<>();
  private @Nullable Header reference;
  private List<String> leftOut = List.of();

  /**
   * Follows a run folder; it may be empty still.
   *
   * @param ticker the clock of the writers' host
   */
  public HistoryTail(Path runFolder, Ticker ticker) {
    this.runFolder = runFolder;
    this.ticker = ticker;
  }

  /** Delivers what has become certain since the last call. */
  public void poll(Consumer<Recorded> to) {
    discover();
    lanes.forEach(this::readNew);
    long now = ticker.nanos();
    leftOut = watermark.leftOut(now);
    emit(watermark.at(now), to);
  }

  /** Delivers all that is left, after the writers have ended. */
  public void finish(Consumer<Recorded> to) {
    discover();
    lanes.forEach(this::readNew);
    lanes.values().forEach(lane -> lane.order().finish());
    emit(Long.MAX_VALUE, to);
  }

  /** Writers that were not waited for in the last poll: silent for more than 2 s. */
  public List<String> leftOut() {
    return leftOut;
  }

  @Override
  public void close() {
    lanes.values().forEach(lane -> lane.file().close());
  }

  private void discover() {
    for (Path path : HistoryFolder.files(runFolder)) {
      String writer = HistoryFile.writerOf(path);
      if (!lanes.containsKey(writer)) {
        lanes.put(writer, new Lane(HistoryFile.open(path), new EventOrder()));
        watermark.appeared(writer, ticker.nanos());
      }
    }
  }

  private void readNew(String writer, Lane lane) {
    if (lane.file().isComplete()) {
      return;
    }
    boolean more = true;
    while (more) {
      translate(lane.file());
      more = lane.file().read(lane.order()::accept);
    }
    watermark.promised(writer, lane.order().promise());
    if (lane.file().isComplete()) {
      lane.order().finish();
      watermark.completed(writer);
    }
  }

  /** The first header read is the host whose stamps all others are translated to. */
  private void translate(HistoryFile file) {
    Header header = file.header();
    if (header == null) {
      return;
    }
    if (reference == null) {
      reference = header;
    }
    file.translate(Hosts.translation(reference, header));
  }

  /** Up to, not at, the watermark: a late event counts as of its file's tick and may join there. */
  private void emit(long upTo, Consumer<Recorded> to) {
    Lane next = lowest(upTo);
    while (next != null) {
      to.accept(next.order().released().remove().recorded());
      next = lowest(upTo);
    }
  }

  /** A run has a handful of files: a scan beats a queue that must be kept in step. */
  private @Nullable Lane lowest(long upTo) {
    Lane lowest = null;
    Ordered head = null;
    for (Lane lane : lanes.values()) {
      Ordered candidate = lane.order().released().peek();
      if (candidate != null
          && (candidate.key() < upTo || upTo == Long.MAX_VALUE)
          && (head == null || EventOrder.MERGED.compare(candidate, head) < 0)) {
        lowest = lane;
        head = candidate;
      }
    }
    return lowest;
  }
}
