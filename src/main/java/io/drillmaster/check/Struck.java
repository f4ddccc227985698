package io.drillmaster.check;

import static io.drillmaster.check.Stamps.NEVER;
import static io.drillmaster.check.Stamps.OPEN;

import io.drillmaster.drill.FaultKind;
import io.drillmaster.drill.Role;
import io.drillmaster.drill.Signature;
import io.drillmaster.history.FaultEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A fault that was injected, with the population that it could reach, fixed before it struck. */
final class Struck {

  /** A participant in service just before the fault, and where it was (checks.md 4.3). */
  record Exposure(Person person, @Nullable Life life, @Nullable Epoch epoch) {}

  final String name;
  final FaultKind kind;
  final Role role;
  final Set<String> targets;
  final long injectedFrom;

  /** How many nodes of its role were alive when it struck, the targets included. */
  final int nodesOfRole;

  /** inject.ok. */
  long injectedAt = NEVER;

  /** When the driver first saw its act; NEVER = not seen. */
  long effectAt = NEVER;

  /** What the probe socket showed, by node. */
  final Map<String, Signature> signatures = new LinkedHashMap<>();

  final Set<String> healedNodes = new LinkedHashSet<>();
  long healedAt = OPEN;

  /** Why it is not a fault that counts; empty = it is. */
  String failed = "";

  final List<Exposure> exposures = new ArrayList<>();

  /** What webhooks told of the end of each target. */
  private final Map<String, Obituary> obituaries = new TreeMap<>();

  /** Sessions that a webhook listed as lost with a target, and when the last such came. */
  private record Obituary(Set<Room> rooms, long at) {}

  /** See {@link Clocks#fencedAfter}. */
  private final long fencedAfter;

  private final Set<Role> from;

  /**
   * A fault that is being injected.
   *
   * @param from whom a partition cuts its targets off from; empty for other faults
   */
  Struck(FaultEvent.Injecting begun, Set<Role> from, int nodesOfRole, long fencedAfter) {
    this.from = from;
    this.nodesOfRole = nodesOfRole;
    this.fencedAfter = fencedAfter;
    this.name = begun.fault();
    this.kind = begun.kind();
    this.role = begun.role();
    this.targets = Set.copyOf(begun.targets());
    this.injectedFrom = begun.at();
  }

  /** How counterexamples call it, e.g. "crash-1 (crash m1)". */
  String words() {
    return "%s (%s %s)"
        .formatted(name, kind.key(), String.join(" ", targets.stream().sorted().toList()));
  }

  void healed(String node, long at) {
    healedNodes.add(node);
    if (healedNodes.containsAll(targets)) {
      healedAt = at;
    }
  }

  /** A webhook told which sessions a target owned when the others gave it up. */
  void listed(String target, Set<Room> rooms, long at) {
    Obituary before = obituaries.get(target);
    Set<Room> all = new HashSet<>(rooms);
    if (before != null) {
      all.addAll(before.rooms());
    }
    obituaries.put(target, new Obituary(all, at));
  }

  /** The target that a webhook listed a life with: the one current when it struck; null = none. */
  @Nullable String listedOwner(Life life) {
    for (Map.Entry<String, Obituary> each : obituaries.entrySet()) {
      if (each.getValue().rooms().contains(life.room) && life.room.lifeAt(injectedFrom) == life) {
        return each.getKey();
      }
    }
    return null;
  }

  /**
   * A request begun later than this is served by none of its targets on behalf of what it owned
   * before: they were killed, or given up by the others, so that they halt when they wake; NEVER =
   * nobody can say.
   */
  long silentFrom() {
    if (!failed.isEmpty() || injectedAt == NEVER || effectAt == NEVER) {
      return NEVER;
    }
    if (kind == FaultKind.CRASH || kind == FaultKind.VANISH) {
      return Math.max(injectedAt, effectAt) + fencedAfter;
    }
    return obituaries.keySet().containsAll(targets)
        ? obituaries.values().stream().mapToLong(Obituary::at).max().orElse(NEVER) + fencedAfter
        : NEVER;
  }

  /** Whether a node of that part finds its targets silent or gone. */
  boolean isFeltBy(Role part) {
    return from.isEmpty() || from.contains(part);
  }

  boolean isHealed() {
    return healedAt != OPEN;
  }

  /** A drained balancer target may keep its sockets for this long after a graceful stop. */
  private static final Duration DRAIN = Duration.ofMinutes(5);

  /**
   * The time in which it explains outages (checks.md 3.7) meets [from, to]. Masters that have lost
   * their store serve until their leases end.
   */
  boolean meets(long from, long to) {
    long lag = kind == FaultKind.SHUTDOWN ? DRAIN.toNanos() : 0;
    lag = role == Role.STORE ? Math.max(lag, fencedAfter) : lag;
    long until = isHealed() ? healedAt + lag : OPEN;
    return injectedFrom <= to && from <= until;
  }

  /**
   * Whether it leaves an empty store: nothing is created for a lease, because owners of what was
   * lost may still serve (checks.md 6).
   */
  boolean emptiesTheStore() {
    return role == Role.STORE && !kind.timed() && kind != FaultKind.FAIL_OVER;
  }

  /** When it took effect, as far as is known. */
  long struckAt() {
    return Math.max(injectedFrom, Math.max(injectedAt, effectAt));
  }

  /** From when on a served proof shows that the participant outlived it. */
  long provenFrom(Duration effectLag) {
    return struckAt() + effectLag.toNanos();
  }
}
