package io.drillmaster.check;

import io.drillmaster.stats.KaplanMeier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Recovery times by what sets outages apart beside the way back: the faults behind them and a
 * second hit (checks.md 4.2), the session as a whole (4.5), and the upgrades that were needed
 * (4.6).
 */
final class Strata {

  /** More upgrades than these are counted together. */
  private static final int MOST_UPGRADES = 9;

  private Strata() {}

  /** Rows for the table of recovery times, below those by way back. */
  static List<Figures.Recovery> rows(Recoveries recoveries) {
    List<Figures.Recovery> rows = new ArrayList<>();
    Map<String, List<Recoveries.Item>> byFault = new TreeMap<>();
    List<Recoveries.Item> again = new ArrayList<>();
    for (Recoveries.Item item : recoveries.items()) {
      byFault.computeIfAbsent(cause(item.attribution()), key -> new ArrayList<>()).add(item);
      if (!item.outage().compound.isEmpty()) {
        again.add(item);
      }
    }
    if (byFault.size() > 1) {
      byFault.forEach((cause, items) -> rows.add(Curves.row(cause, items)));
    }
    if (!again.isEmpty()) {
      rows.add(Curves.row("hit again while out", again));
    }
    if (!recoveries.items().isEmpty()) {
      rows.add(sessions(recoveries));
    }
    return rows;
  }

  private static String cause(Attribution attribution) {
    String faults = String.join(" + ", attribution.candidates());
    return switch (attribution.kind()) {
      case SHARED -> "shared " + faults;
      case BY_TIME -> faults + " by its time";
      default -> faults;
    };
  }

  /** A session is out from the first member's outage until the last member is back. */
  private static final class Whole {
    long start = Long.MAX_VALUE;
    long end = Long.MIN_VALUE;
    boolean back = true;

    void add(Recoveries.Item item) {
      start = Math.min(start, item.start());
      end = Math.max(end, item.end());
      back &= item.back();
    }
  }

  /** A session that two faults hit one after the other counts twice. */
  private record Hit(Room room, @Nullable Struck fault) {}

  private static Figures.Recovery sessions(Recoveries recoveries) {
    Map<Hit, Whole> sessions = new HashMap<>();
    for (Recoveries.Item item : recoveries.items()) {
      Hit hit = new Hit(item.outage().person.room, item.attribution().fault());
      sessions.computeIfAbsent(hit, key -> new Whole()).add(item);
    }
    List<KaplanMeier.Observation> observations =
        sessions.values().stream()
            .map(
                each ->
                    new KaplanMeier.Observation(
                        Stamps.seconds(Math.max(0, each.end - each.start)), each.back))
            .toList();
    KaplanMeier curve = KaplanMeier.of(observations);
    return Curves.row("sessions whole", observations.size(), curve, List.of());
  }

  /** Those who are back, by the upgrades they needed: retries of the SDK come in lockstep. */
  static List<Figures.Recovery> byUpgrades(Recoveries recoveries) {
    Map<Integer, List<Recoveries.Item>> byUpgrades = new TreeMap<>();
    for (Recoveries.Item item : recoveries.items()) {
      if (item.back()) {
        int upgrades = Math.min(item.outage().upgrades, MOST_UPGRADES);
        byUpgrades.computeIfAbsent(upgrades, key -> new ArrayList<>()).add(item);
      }
    }
    return byUpgrades.entrySet().stream()
        .map(entry -> Curves.back(upgrades(entry.getKey()), entry.getValue()))
        .toList();
  }

  private static String upgrades(int count) {
    return count < MOST_UPGRADES ? String.valueOf(count) : MOST_UPGRADES + " or more";
  }
}
