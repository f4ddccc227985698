package io.drillmaster.openvidu;

import io.drillmaster.drill.ClientPolicy;
import io.drillmaster.drill.ProtocolClocks;
import java.util.function.LongSupplier;

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

  public Settings {
    if (nonce.isEmpty() || nonce.indexOf(' ') >= 0) {
      throw new IllegalArgumentException("nonce: '" + nonce + "' is not allowed; use one word");
    }
  }
}
