package io.drillmaster.check;

import io.drillmaster.drill.Drill;
import io.drillmaster.history.Header;
import io.drillmaster.history.Recorded;
import java.util.Optional;

/**
 * The pure fold over a history that the live run and the judge share (decision D23): who is in
 * service, who is out, since when, why, and back by which way. Not thread-safe.
 */
public final class Progress {

  private final Header header;
  private final Drill drill;

  /** Nothing seen yet. */
  public Progress(Header header, Drill drill) {
    this.header = header;
    this.drill = drill;
  }

  /** Takes the next event of the merged history. */
  public void accept(Recorded recorded) {
    throw new UnsupportedOperationException(header.run() + drill.name() + recorded);
  }

  /** What is known at a moment not before the last event. */
  public Snapshot snapshot(long nowNanos) {
    throw new UnsupportedOperationException();
  }

  /** Whether the steady state holds at this moment (decision D3). */
  public boolean steady(long nowNanos) {
    return whyNotSteady(nowNanos).isEmpty();
  }

  /** Why the steady state does not hold at this moment; empty = it holds. */
  public Optional<String> whyNotSteady(long nowNanos) {
    throw new UnsupportedOperationException();
  }

  /** Whether everybody exposed is back, proven after the last fault, and stayed so for 1 s (D3). */
  public boolean recovered(long nowNanos) {
    throw new UnsupportedOperationException();
  }
}
