package io.drillmaster.check;

import static io.drillmaster.check.Stamps.NEVER;
import static io.drillmaster.check.Stamps.happened;

import io.drillmaster.drill.Role;
import io.drillmaster.history.Event;
import io.drillmaster.history.NodeEvent;
import io.drillmaster.history.OperationEvent;
import io.drillmaster.history.OperationEvent.Kind;
import io.drillmaster.history.Outcome;
import io.drillmaster.history.Recorded;
import io.drillmaster.history.SocketEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * New sockets and new sessions go to the masters in rotation in equal shares (checks.md 3.10).
 * Placements are judged and not stock: long-lived sockets legally leave a replacement empty.
 * Counted from the first fault on, or over the whole run when nothing is broken; placements during
 * which the rotation changed, or a master in rotation took none, or the host was unfit, are left
 * out. Sockets are judged by the balancer that placed them, with its own rotation; nobody tells
 * which one passed a creation on, so owners are judged over all, while balancers agree. Where no
 * balancer tells its rotation it is inferred from the placements themselves, see {@link
 * UntoldRotation}.
 */
final class Balanced implements Checker {

  /**
   * A new socket, with those that could have got it; empty sets = they changed while it was placed.
   *
   * @param inRotation by balancer
   */
  private record SocketPlaced(
      Epoch epoch, long begunAt, Map<String, Set<String>> inRotation, Set<String> inventory) {

    /** Those that its balancer could choose from. */
    Set<String> candidates() {
      return inRotation.getOrDefault(epoch.balancer, Set.of());
    }
  }

  /** With fewer entries known than this, those that are not may be of one master. */
  private static final double ENTRIES_MIN = 0.95;

  /**
   * A creation that was answered; in a session they come in the order of its creations.
   *
   * @param candidates empty = the rotation changed meanwhile
   */
  private record SessionPlaced(long begunAt, long endedAt, Set<String> candidates) {}

  private record Begun(long at, String session) {}

  private final Progress progress;
  private final Candidates rotation;
  private final Candidates inventory;
  private final Map<Long, Begun> begun = new HashMap<>();
  private final List<SocketPlaced> sockets = new ArrayList<>();
  private final List<NodeEvent.Unreached> vain = new ArrayList<>();
  private final Map<String, List<SessionPlaced>> sessions = new HashMap<>();
  private final Suspects suspects = new Suspects();
  private long lastAt = NEVER;
  private int unknownEntries;
  private int unsure;
  private int diverted;
  private boolean ownersTold;
  private String untold = "";

  Balanced(Progress progress) {
    this.progress = progress;
    this.rotation = Candidates.inRotation(progress);
    this.inventory = Candidates.inventory(progress);
  }

  @Override
  public void accept(Recorded recorded) {
    Event event = recorded.event();
    rotation.accept(event);
    inventory.accept(event);
    ownersTold |= event instanceof NodeEvent.Owns;
    if (event instanceof NodeEvent.Unreached unreached) {
      vain.add(unreached);
    }
    if (event instanceof OperationEvent.Invoked invoked) {
      if (invoked.kind() == Kind.UPGRADE || invoked.kind() == Kind.CREATE_SESSION) {
        begun.put(invoked.op(), new Begun(invoked.at(), invoked.session()));
      }
    } else if (event instanceof OperationEvent.Completed completed) {
      ended(completed);
    } else if (event instanceof SocketEvent.Opened opened) {
      opened(opened);
    }
  }

  private void ended(OperationEvent.Completed completed) {
    if (completed.kind() == Kind.CREATE_SESSION) {
      Begun op = begun.remove(completed.op());
      boolean created = completed.outcome() == Outcome.OK;
      if (op != null && created) {
        sessions
            .computeIfAbsent(op.session(), key -> new ArrayList<>())
            .add(new SessionPlaced(op.at(), completed.at(), rotation.heldSince(op.at())));
      }
    } else if (completed.kind() == Kind.UPGRADE && completed.outcome() != Outcome.OK) {
      begun.remove(completed.op());
    }
  }

  private void opened(SocketEvent.Opened opened) {
    Begun op = begun.remove(opened.op());
    Epoch epoch = progress.cast.epoch(opened.epoch());
    if (op != null && epoch != null) {
      sockets.add(
          new SocketPlaced(
              epoch, op.at(), rotation.heldByEach(op.at()), inventory.heldSince(op.at())));
      lastAt = opened.at();
    }
  }

  /** What came before the first fault says nothing about what followed it. */
  private long from() {
    List<Struck> faults = progress.faults.all();
    return faults.isEmpty() ? progress.firstAt() : faults.get(0).injectedFrom;
  }

  @Override
  public Opinion opinion() {
    Spreads bySockets = spreadOfSockets();
    Spread byOwners = spreadOfOwners();
    bySockets.worst().forEach(worst -> judge(worst, "sockets"));
    Spread.Skew favourite = byOwners.worst();
    if (favourite != null) {
      judge(new Spreads.Worst("", byOwners, favourite), "sessions to own");
    }
    List<String> findings = new ArrayList<>();
    if (!byOwners.unjudged().isEmpty() || byOwners.count() == 0) {
      findings.add(
          "owners not judged: fewer than %d new sessions expected on %s"
              .formatted(
                  Spread.EXPECTED_MIN,
                  byOwners.count() == 0 ? "any master" : String.join(", ", byOwners.unjudged())));
    }
    if (unsure > 0) {
      findings.add("left out: " + unsure + " placements while the host was unfit");
    }
    if (diverted > 0) {
      findings.add(
          "left out: %d sockets placed while a master in rotation took none".formatted(diverted));
    }
    String figure = "sockets: %s; sessions: %s".formatted(bySockets.words(), byOwners.words());
    double most = Math.max(bySockets.deviationsMax(), byOwners.deviationsMax());
    String evidence =
        String.format(
            Locale.ROOT,
            "%,d placements, at most %.1f deviations from equal shares",
            bySockets.count() + byOwners.count(),
            most);
    return Opinion.of(Checks.BALANCED, suspects, unknown(bySockets), figure, evidence)
        .with(findings);
  }

  private Spreads spreadOfSockets() {
    return rotation.balancers().isEmpty() ? spreadInferred() : spreadInRotation();
  }

  /** A master in rotation that gets no CPU is passed over: what was placed then shows nothing. */
  private boolean isSure(long begunAt, long endedAt) {
    boolean isSure = !progress.starvation.touches(Starvation.HOST, begunAt, endedAt);
    unsure += isSure ? 0 : 1;
    return isSure;
  }

  private List<SocketPlaced> sureSockets() {
    return sockets.stream().filter(each -> isSure(each.begunAt(), each.epoch().openedAt)).toList();
  }

  private Spreads spreadInferred() {
    Map<String, UntoldRotation> inferred = new TreeMap<>();
    long count = 0;
    for (SocketPlaced each : sureSockets()) {
      String entry = each.epoch().entry;
      boolean isCounted = each.epoch().openedAt >= from();
      count += isCounted ? 1 : 0;
      unknownEntries += isCounted && entry == null ? 1 : 0;
      if (entry != null) {
        inferred
            .computeIfAbsent(each.epoch().remote, key -> new UntoldRotation(from()))
            .placed(entry, each.inventory(), each.epoch().openedAt);
      }
    }
    Spreads spreads = new Spreads(List.of());
    if (unknownEntries == count) {
      return spreads;
    }
    untold =
        unknownEntries > (1 - ENTRIES_MIN) * count
            ? "of %d of %d new sockets the entry is not known; let the target's balancer tell entries and rotation"
                .formatted(unknownEntries, count)
            : doubt(inferred);
    if (untold.isEmpty()) {
      inferred.forEach((balancer, each) -> spreads.add(balancer, each.spread()));
    }
    return spreads;
  }

  /** The first doubt that any balancer's placements leave. */
  private static String doubt(Map<String, UntoldRotation> inferred) {
    return inferred.values().stream()
        .map(UntoldRotation::doubt)
        .filter(doubt -> !doubt.isEmpty())
        .findFirst()
        .orElse("");
  }

  private Spreads spreadInRotation() {
    Spreads spreads = new Spreads(rotation.balancers());
    Lapses lapses = lapses();
    for (SocketPlaced each : sureSockets()) {
      String entry = each.epoch().entry;
      if (each.epoch().openedAt >= from()) {
        if (entry == null) {
          unknownEntries++;
        } else if (isDiverted(each, lapses)) {
          diverted++;
        } else if (!each.candidates().isEmpty()) {
          spreads.placed(balancer(each.epoch()), entry, each.candidates());
        }
      }
    }
    return spreads;
  }

  private boolean isDiverted(SocketPlaced each, Lapses lapses) {
    return lapses.touch(
        balancer(each.epoch()), each.candidates(), each.begunAt(), each.epoch().openedAt);
  }

  private Lapses lapses() {
    Lapses lapses = new Lapses();
    for (SocketPlaced each : sockets) {
      if (each.epoch().entry != null) {
        lapses.took(
            balancer(each.epoch()), each.epoch().entry, each.begunAt(), each.epoch().openedAt);
      }
    }
    vain.forEach(lapses::vain);
    return lapses;
  }

  /** Where there is one, it placed what nobody is told to have placed. */
  private String balancer(Epoch epoch) {
    return epoch.balancer.isEmpty() && rotation.balancers().size() == 1
        ? rotation.balancers().iterator().next()
        : epoch.balancer;
  }

  /** Sessions that were created where nobody tells an owner: enough to show a favourite? */
  private String unknownOwners() {
    long created =
        sessions.values().stream()
            .flatMap(List::stream)
            .filter(each -> each.begunAt() >= from())
            .count();
    int masters = Math.max(1, progress.nodes.alive(Role.MASTER).size());
    return !ownersTold && created >= (long) Spread.EXPECTED_MIN * masters
        ? "nobody tells who owns %d new sessions; let the target tell owners".formatted(created)
        : "";
  }

  private Spread spreadOfOwners() {
    Spread spread = new Spread();
    sessions.forEach(
        (session, placed) -> {
          Room room = progress.cast.room(session);
          if (room != null && room.creations.size() == placed.size()) {
            owners(room, placed, spread);
          }
        });
    return spread;
  }

  private void owners(Room room, List<SessionPlaced> placed, Spread spread) {
    List<Creation> creations = new ArrayList<>(room.creations);
    creations.sort(Comparator.comparingLong(each -> each.createdAt));
    for (int i = 0; i < creations.size(); i++) {
      @Nullable String owner = creations.get(i).owner;
      SessionPlaced each = placed.get(i);
      if (owner != null && each.begunAt() >= from() && isSure(each.begunAt(), each.endedAt())) {
        spread.placed(owner, each.candidates());
      }
    }
  }

  private void judge(Spreads.Worst worst, String what) {
    Spread.Skew skew = worst.skew();
    long at = happened(lastAt) ? lastAt : progress.now();
    suspects.add(
        new Suspect(
            zero ->
                String.format(
                    Locale.ROOT,
                    "%s got %d of %d %s placed%s from %s on, where %.0f are its equal share (%.1f"
                        + " standard deviations; %s)",
                    skew.master(),
                    skew.placed(),
                    worst.placed().count(),
                    what,
                    worst.balancer().isEmpty() ? "" : " by balancer " + worst.balancer(),
                    Words.at(from(), zero),
                    skew.expected(),
                    skew.deviations(),
                    worst.placed().words()),
            "",
            "",
            List.of(from(), at)));
  }

  private String unknown(Spreads bySockets) {
    if (!untold.isEmpty()) {
      return untold;
    }
    if (bySockets.count() == 0 && diverted > 0) {
      return "every socket was placed while a master in rotation took none; let more participants come back, or come anew";
    }
    if (bySockets.count() == 0) {
      return "of %d new sockets no entry is known among masters in rotation; let the target's balancer tell entries and rotation"
          .formatted(unknownEntries);
    }
    String unknown = bySockets.unknown();
    if (unknown.isEmpty()) {
      return unknownOwners();
    }
    return unsure == 0
        ? unknown
        : "%s; %d placements while the host was unfit are left out".formatted(unknown, unsure);
  }
}
