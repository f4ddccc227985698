package io.drillmaster.openvidu;

import io.drillmaster.drill.ClientPolicy;
import io.drillmaster.drill.ProtocolClocks;
import io.drillmaster.openvidu.Observation.Verdict;
import java.time.Duration;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What all participants of a worker share.
 *
 * @param nonce of the run, without spaces
 * @param clocks protocol clocks
 * @param policy how clients and their application behave
 * @param ids next id of an operation or a socket epoch, unique within the run; called on the
 *     participants' own threads
 * @param seed of the retries' jitter
 */
public record Settings(
    String nonce, ProtocolClocks clocks, ClientPolicy policy, LongSupplier ids, long seed) {

  /** Reasons of an eviction after which the session must be created again (protocol file, 9). */
  private static final Set<String> SESSION_ENDED =
      Set.of("nodeCrashed", "mediaServerDisconnect", "openviduServerStopped");

  /** Reasons of an eviction that somebody meant. */
  private static final Set<String> PUT_OUT =
      Set.of(
          "sessionClosedByServer",
          "forceDisconnectByServer",
          "forceDisconnectByUser",
          "lastParticipantLeft",
          "disconnect");

  public Settings {
    if (nonce.isEmpty() || nonce.indexOf(' ') >= 0) {
      throw new IllegalArgumentException("nonce: '" + nonce + "' is not allowed; use one word");
    }
  }

  /**
   * How often proofs are sent in steady state: four fifths of {@link ProtocolClocks#proofEvery}, so
   * that with the way there and back, and a late timer, a served proof is never older than that.
   */
  Duration proofPeriod() {
    return clocks.proofEvery().multipliedBy(4).dividedBy(5);
  }

  /**
   * The wait before the retry of an upgrade that failed.
   *
   * @param salt tells attempts and participants apart
   */
  long retryWaitNanos(long salt) {
    long wait = clocks.retryEvery().toNanos();
    if (policy.retryJitter() == 0) {
      return wait;
    }
    double share = (mixed(seed ^ mixed(salt)) >>> 11) * 0x1.0p-53;
    return wait + (long) (wait * policy.retryJitter() * share);
  }

  /** The finalizer of SplitMix64 (Steele, Lea, Flood 2014): a good hash of 64 bits. */
  private static long mixed(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /**
   * What the application does when it is told that its membership is over; null = it leaves it at
   * that, by policy or because somebody put it out on purpose.
   *
   * @param reason the server's own word; null = none
   */
  Credentials.@Nullable Kind afterwards(Verdict verdict, @Nullable String reason) {
    boolean ended =
        verdict == Verdict.NODE_CRASHED || (reason != null && SESSION_ENDED.contains(reason));
    if (ended) {
      return policy.rebuildOnNodeCrashed() ? Credentials.Kind.REBUILD : null;
    }
    if (reason != null && PUT_OUT.contains(reason)) {
      return null;
    }
    return policy.rejoinOnNetworkDisconnect() ? Credentials.Kind.REJOIN : null;
  }
}
