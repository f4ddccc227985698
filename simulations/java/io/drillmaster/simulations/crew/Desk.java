package io.drillmaster.simulations.crew;

import io.drillmaster.simulations.netty.LoopClock;
import io.drillmaster.simulations.netty.RestLane;
import io.netty.channel.EventLoop;

/**
 * What all participants and back ends of one event loop share.
 *
 * @param loop the event loop
 * @param clock its clock
 * @param lane its HTTP client
 * @param alarms its timers
 * @param lag its lag
 */
record Desk(EventLoop loop, LoopClock clock, RestLane lane, AlarmClock alarms, LoopLag lag) {

  long now() {
    return clock.ticker().nanos();
  }
}
