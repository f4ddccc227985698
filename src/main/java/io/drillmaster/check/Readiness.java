package io.drillmaster.check;

import static io.drillmaster.check.Stamps.SECOND;
import static io.drillmaster.check.Stamps.happened;

import io.drillmaster.drill.FaultKind;
import io.drillmaster.drill.Role;
import java.time.Duration;
import java.util.Optional;

/** The words `steady` and `recovered` (decision D3). */
final class Readiness {

  /** The prober reads lists and health every second; three misses in a row are no steady state. */
  private static final long PROBE_SLACK = 4 * SECOND;

  /** For how long `recovered` must hold (decision D3). */
  private static final long KEPT = SECOND;

  /** A node asked to stop may serve for so long after the act. */
  private static final Duration SHUTDOWN_EFFECT = Duration.ofSeconds(1);

  private final Progress progress;
  private final Lists lists;

  Readiness(Progress progress, Lists lists) {
    this.progress = progress;
    this.lists = lists;
  }

  Optional<String> whyNotSteady(long now) {
    int open = progress.obligations.open();
    if (open > 0) {
      return Optional.of(open + " participants are out of service");
    }
    int joining = progress.census.count(Person.State.JOINING);
    if (joining > 0) {
      return Optional.of(joining + " participants are still joining");
    }
    Optional<String> unproven = unproven(now);
    return unproven.isPresent() ? unproven : prober(now);
  }

  private Optional<String> unproven(long now) {
    long since = now - progress.clocks.provenWithin;
    int late = 0;
    String first = "";
    for (Person person : progress.cast.people()) {
      if (person.isOwedNow() && person.servedAt < since) {
        first = late == 0 ? person.name : first;
        late++;
      }
    }
    return late == 0
        ? Optional.empty()
        : Optional.of(late + " participants have no recent proof of service, e.g. " + first);
  }

  private Optional<String> prober(long now) {
    if (lists.readAt < now - PROBE_SLACK) {
      return Optional.of(
          "the prober has not read the session list for 4 s"
              + (lists.failure.isEmpty() ? "" : ": " + lists.failure));
    }
    if (lists.failedAt > lists.readAt) {
      return Optional.of("the prober's last read failed: " + lists.failure);
    }
    if (lists.healthAt < now - PROBE_SLACK) {
      return Optional.of("the prober has not read the cluster's health for 4 s");
    }
    return lists.healthy
        ? Optional.empty()
        : Optional.of("the cluster says it is not healthy: " + lists.health);
  }

  /**
   * No open obligation, and everybody exposed to a fault was served after it struck: without this
   * second condition the moments before a silent fault is noticed would count as recovered.
   */
  boolean recovered(long now) {
    return progress.obligations.open() == 0
        && now - progress.obligations.lastChangeAt() >= KEPT
        && progress.faults.all().stream().allMatch(fault -> outlived(fault, now));
  }

  private boolean outlived(Struck fault, long now) {
    if (!happened(fault.injectedAt) && fault.failed.isEmpty()) {
      return false;
    }
    long from = fault.provenFrom(effectLag(fault));
    if (now < from + KEPT) {
      return false;
    }
    for (Struck.Exposure exposure : fault.exposures) {
      Person person = exposure.person();
      if (person.means()
          && person.servedInvokedAt < from
          && progress.nodes.relation(fault, exposure.life(), exposure.epoch())
              != Figures.Relation.NEITHER) {
        return false;
      }
    }
    return true;
  }

  private Duration effectLag(Struck fault) {
    if (fault.role == Role.MEDIA_NODE) {
      return Duration.ofNanos(progress.clocks.mediaNodeEffect);
    }
    return fault.kind == FaultKind.SHUTDOWN ? SHUTDOWN_EFFECT : Duration.ZERO;
  }
}
