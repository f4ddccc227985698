package io.drillmaster.simulations.crew;

import io.drillmaster.simulations.netty.LoopClock;
import io.drillmaster.simulations.netty.RestLane;
import io.netty.channel.EventLoop;
import java.util.List;

/**
 * What all participants and back ends of one event loop share.
 *
 * @param loop the event loop
 * @param clock its clock
 * @param lanes its HTTP clients, one for each of the cluster's balancers
 * @param alarms its timers
 * @param lag its lag
 */
record Desk(EventLoop loop, LoopClock clock, List<RestLane> lanes, AlarmClock alarms, LoopLag lag) {

  Desk {
    lanes = List.copyOf(lanes);
  }

  long now() {
    return clock.ticker().nanos();
  }
}
