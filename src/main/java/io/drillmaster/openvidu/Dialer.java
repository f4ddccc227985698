package io.drillmaster.openvidu;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Upgrades, one attempt after another: the address, {@code &reconnect=true} appended once, and the
 * operations. Single-threaded.
 */
final class Dialer {

  private static final String RECONNECT = "&reconnect=true";
  private static final int SWITCHING_PROTOCOLS = 101;
  private static final long NONE = 0;

  private final Host host;
  private final LongSupplier ids;
  private String url = "";
  private boolean reconnect;
  private int attempt;
  private long firstOp;
  private long op;

  Dialer(Host host, LongSupplier ids) {
    this.host = host;
    this.ids = ids;
  }

  /** A new connection is to be made to this address. */
  void aim(String newUrl) {
    url = newUrl;
    reconnect = false;
    startOver();
  }

  /** The connection was lost, or never came to be: from now on it is a reconnection. */
  void aimAgain() {
    if (!reconnect) {
      reconnect = true;
      url += RECONNECT;
    }
  }

  /** The attempts that follow are counted from 1 again. */
  void startOver() {
    attempt = 0;
    firstOp = NONE;
    op = NONE;
  }

  /** Whether attempts carry {@code reconnect=true}. */
  boolean isReconnecting() {
    return reconnect;
  }

  /** Whether an upgrade is under way. */
  boolean isPending() {
    return op != NONE;
  }

  int attempt() {
    return attempt;
  }

  void dial(long now) {
    attempt++;
    op = ids.getAsLong();
    host.observe(new Observation.Invoked(now, op, firstOp, attempt, 0, OperationKind.UPGRADE));
    if (firstOp == NONE) {
      firstOp = op;
    }
    host.connect(url, reconnect);
  }

  /** Returns the upgrade's operation. */
  long accepted(long epoch, SocketFacts facts, long now) {
    long accepted = op;
    complete(Outcome.OK, SWITCHING_PROTOCOLS, null, now);
    host.observe(new Observation.Opened(now, accepted, epoch, facts, reconnect));
    return accepted;
  }

  /**
   * @param status HTTP status; 0 = no answer
   */
  void failed(int status, String detail, long now) {
    complete(Outcome.FAIL, status, detail, now);
  }

  /** Stops an upgrade under way; whether anybody accepts it stays unknown. */
  void abandon(String why, long now) {
    if (isPending()) {
      complete(Outcome.INFO, 0, why, now);
      host.close(Rpc.CLOSED_BY_CLIENT.code(), Rpc.CLOSED_BY_CLIENT.reason());
    }
  }

  private void complete(Outcome outcome, int code, @Nullable String detail, long now) {
    host.observe(new Observation.Completed(now, op, OperationKind.UPGRADE, outcome, code, detail));
    op = NONE;
  }
}
