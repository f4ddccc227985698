package io.drillmaster.drill;

import java.time.Duration;

/**
 * Every clock, limit and threshold a run is judged by, resolved before it starts and written into
 * the header, so that the same history gets the same verdict anywhere (decision D7).
 *
 * @param limit LIMIT: an obligation must close within this, in serviceable time (decision D1)
 * @param limitWhy how `auto` came to it, or "as written"
 * @param settling how long `steady: settled` lasts
 * @param protocol protocol clocks
 * @param infrastructure balancer and scaling group clocks
 * @param ejection T_eject of the balancer
 */
public record Limits(
    Duration limit,
    String limitWhy,
    Duration settling,
    ProtocolClocks protocol,
    InfrastructureClocks infrastructure,
    Duration ejection) {}
