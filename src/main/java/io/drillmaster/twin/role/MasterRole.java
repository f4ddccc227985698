package io.drillmaster.twin.role;

import java.util.function.Consumer;

/**
 * One master of the cluster: lease, sweep, entry and owner in one state machine without I/O.
 *
 * <p>A host drives it from one thread:
 *
 * <ol>
 *   <li>{@code on(now, new Started(), out)}; the process listens when {@link MasterOutput.Ready}
 *       comes out.
 *   <li>For everything that happens: {@code on(ticker.nanos(), input, out)}. Outputs come in order,
 *       during the call, and must be executed in that order; answers are never fed from inside the
 *       call.
 *   <li>When {@link #deadlineNanos()} is reached: {@code on(now, new Tick(), out)}. Ask for the
 *       deadline again after every call.
 *   <li>Right before executing an {@link MasterOutput.Fenced} output: {@code isValid(now)} with a
 *       fresh reading of the clock; if not, treat it as {@link MasterOutput.Halt}.
 * </ol>
 *
 * <p>Frames between an entry and an owner in the same master never come out; the pipe is inside.
 * {@link #isValid} may be called from any thread, everything else from one.
 */
public final class MasterRole {

  private final MasterConfig config;

  /** Makes a role that has not started. */
  public MasterRole(MasterConfig config) {
    this.config = config;
  }

  /** Handles one input. */
  public void on(long nowNanos, MasterInput input, Consumer<MasterOutput> out) {
    throw new UnsupportedOperationException("coming");
  }

  /** When {@link MasterInput.Tick} is due; {@link Long#MAX_VALUE} when nothing is. */
  public long deadlineNanos() {
    return Long.MAX_VALUE;
  }

  /** Whether this incarnation may act towards the outside at this time. Thread-safe. */
  public boolean isValid(long nowNanos) {
    return false;
  }

  /** The configuration. */
  public MasterConfig config() {
    return config;
  }
}
