package io.drillmaster.check;

import static io.drillmaster.check.Stamps.happened;

import io.drillmaster.history.MemberEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The longest outages as one-line life stories. */
final class Stories {

  private Stories() {}

  static List<Figures.Story> of(Recoveries recoveries, long zero) {
    return recoveries.items().stream()
        .sorted(
            Comparator.comparing(Recoveries.Item::back)
                .thenComparing(Comparator.comparingDouble(Recoveries.Item::seconds).reversed())
                .thenComparing(item -> item.outage().person.name))
        .limit(Figures.MOST_STORIES)
        .map(item -> story(item, zero))
        .toList();
  }

  private static Figures.Story story(Recoveries.Item item, long zero) {
    Outage outage = item.outage();
    Person person = outage.person;
    List<String> parts = new ArrayList<>();
    String entry = outage.epoch == null ? null : outage.epoch.entry;
    String owner = outage.life == null ? null : outage.life.owner();
    parts.add(
        "%s %s (entry %s, owner %s)"
            .formatted(
                outage.cause.words(),
                Words.at(outage.openedAt, zero),
                entry == null ? "unknown" : entry,
                owner == null ? "unknown" : owner));
    if (happened(outage.hollowClosedAt)) {
      parts.add("hollow until " + Words.at(outage.hollowClosedAt, zero));
    }
    if (outage.upgrades > 0) {
      parts.add(
          Words.count(outage.upgrades, "upgrade", "upgrades")
              + (outage.refusals.isEmpty() ? "" : " (" + String.join(", ", outage.refusals) + ")"));
    }
    MemberEvent.Told told = outage.told;
    if (told != null) {
      parts.add("told " + Words.of(told.verdict()) + " " + Words.at(told.at(), zero));
    }
    if (happened(outage.joinedAt)) {
      parts.add("joined " + Words.at(outage.joinedAt, zero));
    }
    if (outage.relapses > 0) {
      parts.add(Words.count(outage.relapses, "relapse", "relapses"));
    }
    parts.add(ending(item, zero));
    return new Figures.Story(
        person.name,
        person.room.session,
        Rounded.seconds(item.seconds()),
        String.join(", ", parts));
  }

  private static String ending(Recoveries.Item item, long zero) {
    Way way = item.outage().way;
    if (item.back() && way != null) {
      return "%s %s after %s"
          .formatted(way.key(), Words.at(item.end(), zero), Words.seconds(item.seconds()));
    }
    if (item.outage().fate == Outage.Fate.GONE) {
      return "left by its policy";
    }
    return "not back after " + Words.seconds(item.seconds());
  }
}
