package io.drillmaster.check;

import io.drillmaster.history.Event;
import io.drillmaster.history.FaultEvent;
import io.drillmaster.history.HarnessEvent;
import io.drillmaster.history.NodeEvent;
import io.drillmaster.history.Recorded;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A valid history as it would be on a starved host: a master is lost that no fault of the drill
 * took, in or just after a time in which other programs had the CPU, and all the world may stand
 * still in that time.
 */
final class StarvedHistory {

  /** Stands for the place of a fault that the drill does not know of any more. */
  private record Lost(long at, List<String> nodes) {}

  private StarvedHistory() {}

  /**
   * The same without the ledger's word of one fault.
   *
   * @param standsStill for how many seconds nothing happens before that node is lost
   */
  static List<Recorded> of(List<Recorded> valid, String fault, int standsStill, Random random) {
    Lost lost = lost(valid, fault);
    long from = lost.at() - Math.round(random.nextDouble() * Stamps.SECOND) - 2 * Stamps.SECOND;
    long still = standsStill * Stamps.SECOND;
    List<Recorded> starved = new ArrayList<>();
    for (Recorded each : valid) {
      boolean isOfFault = each.event() instanceof FaultEvent event && event.fault().equals(fault);
      if (!isOfFault) {
        Event event = ClockShift.later(unordered(each.event(), lost), from, still);
        starved.add(new Recorded(each.writer(), each.index(), event));
      }
    }
    for (long at = from; at <= from + still + Stamps.SECOND; at += Stamps.SECOND) {
      starved.add(new Recorded("harness", 0, busy(at)));
    }
    return Planted.merged(starved);
  }

  private static Lost lost(List<Recorded> valid, String fault) {
    return valid.stream()
        .map(Recorded::event)
        .filter(event -> event instanceof FaultEvent.Injecting begun && begun.fault().equals(fault))
        .map(FaultEvent.Injecting.class::cast)
        .map(begun -> new Lost(begun.at(), begun.targets()))
        .findFirst()
        .orElseThrow();
  }

  private static Event unordered(Event event, Lost lost) {
    if (event instanceof NodeEvent.Gone gone && lost.nodes().contains(gone.node())) {
      return new NodeEvent.Gone(
          gone.at(), gone.node(), gone.role(), gone.incarnation(), false, "lease missed");
    }
    return event;
  }

  private static HarnessEvent.Fitness busy(long at) {
    return new HarnessEvent.Fitness(at, "harness", 5, 5, 1, 1, 0, 0, 10, 60);
  }

  /** Whether it is a reading of a busy host. */
  static boolean isBusy(Event event) {
    return event instanceof HarnessEvent.Fitness reading && reading.foreignPercent() > 0;
  }
}
