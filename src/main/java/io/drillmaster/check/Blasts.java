package io.drillmaster.check;

import io.drillmaster.check.Figures.Relation;
import io.drillmaster.drill.Role;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Who was hit by each fault against what the formula expects. */
final class Blasts {

  private static final class Row {
    int population;
    int lost;
    int gone;
    int untouched;
    final Ways back = new Ways();

    void count(Outage outage) {
      population++;
      Way way = outage.way;
      if (outage.isBack() && way != null) {
        back.count(way);
      } else if (outage.fate == Outage.Fate.GONE) {
        gone++;
      } else {
        lost++;
      }
    }
  }

  private Blasts() {}

  static List<Figures.Blast> of(Progress progress, Recoveries recoveries) {
    List<Figures.Blast> blasts = new ArrayList<>();
    for (Struck fault : progress.faults.all()) {
      blasts.add(blast(progress, fault, recoveries));
    }
    return blasts;
  }

  private static Figures.Blast blast(Progress progress, Struck fault, Recoveries recoveries) {
    Map<Person, Outage> hit = new HashMap<>();
    for (Recoveries.Item item : recoveries.items()) {
      if (item.attribution().candidates().contains(fault.name)) {
        hit.putIfAbsent(item.outage().person, item.outage());
      }
    }
    Map<Relation, Row> rows = new EnumMap<>(Relation.class);
    int population = 0;
    for (Struck.Exposure exposure : fault.exposures) {
      if (!exposure.person().canary) {
        population++;
        Relation relation = progress.nodes.relation(fault, exposure.life(), exposure.epoch());
        Row row = rows.computeIfAbsent(relation, key -> new Row());
        Outage outage = hit.get(exposure.person());
        if (outage == null) {
          row.population++;
          row.untouched++;
        } else {
          row.count(outage);
        }
      }
    }
    double share = expectedShare(fault);
    return new Figures.Blast(
        fault.name,
        fault.kind.key(),
        fault.targets.stream().sorted().toList(),
        population,
        Math.round(share * population),
        formula(fault, population),
        hit.size(),
        rows.entrySet().stream().map(entry -> row(entry.getKey(), entry.getValue())).toList());
  }

  private static Figures.BlastRow row(Relation relation, Row row) {
    return new Figures.BlastRow(
        relation,
        row.population,
        row.back.of(Way.RESUMED),
        row.back.of(Way.REJOINED),
        row.back.of(Way.REBUILT),
        row.lost,
        row.gone,
        row.untouched);
  }

  /** Hit through the entry or through the owner (design section 1). */
  static double expectedShare(Struck fault) {
    double taken = (double) fault.targets.size() / Math.max(1, fault.nodesOfRole);
    return switch (fault.role) {
      case MASTER -> 1 - (1 - taken) * (1 - taken);
      case MEDIA_NODE, BALANCER, STORE -> taken;
    };
  }

  private static String formula(Struck fault, int population) {
    int victims = fault.targets.size();
    String people = Words.count(population) + " participants";
    return fault.role == Role.MASTER
        ? String.format(
            Locale.ROOT, "(1 - (1 - %d/%d)^2) of %s", victims, fault.nodesOfRole, people)
        : String.format(Locale.ROOT, "%d/%d of %s", victims, fault.nodesOfRole, people);
  }
}
