package io.drillmaster.check;

import static io.drillmaster.check.Stamps.NEVER;
import static io.drillmaster.check.Stamps.SECOND;
import static io.drillmaster.check.Stamps.happened;

import io.drillmaster.drill.FaultKind;
import io.drillmaster.drill.Role;
import io.drillmaster.history.Event;
import io.drillmaster.history.MemberEvent;
import io.drillmaster.history.NodeEvent;
import io.drillmaster.history.Recorded;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who is told why, is told the truth (checks.md 3.4): nodeCrashed only when the life ended,
 * networkDisconnect only when its owner was up (T1 to T3), others hear of a leaving only when it is
 * so (T4, T5), a resume is acknowledged only to who is a member (T6), and a crash is not told to
 * those of a later life (T7). The witness of a lie is a served proof on the same life, also of a
 * stoic canary, or evidence that the owner was down before anybody asked. Where no fault was
 * planned and nobody was told anything, nobody was told a lie (decision D2 on `no-fault`).
 */
final class ToldTheTruth implements Checker {

  /** A proof begun so soon after the notice may have overtaken it. */
  private static final long GRACE = SECOND;

  /** A webhook that comes so soon after a life began may speak of the one before. */
  private static final long WEBHOOK_DELAY = 5 * SECOND;

  /** More notices than this share that nobody can judge, and the check has seen too little. */
  private static final double UNJUDGED_MAX = 0.05;

  /** A notice, with the life it was about and when the participant asked for it. */
  private record Notice(MemberEvent.Told told, Person person, @Nullable Life life, long askedAt) {}

  /** A time in which a master was certainly down. */
  private record Down(long from, String how) {}

  private final Progress progress;
  private final List<Notice> notices = new ArrayList<>();
  private final Map<String, List<Down>> downs = new HashMap<>();
  private final Suspects suspects = new Suspects();
  private final Departures departures;
  private final HollowResumes resumes;
  private final LateNotices late;
  private int crashed;
  private int disconnected;
  private int unjudged;

  /** Those whose life's owner is not known, so that it may have been any master that was down. */
  private int ownerless;

  ToldTheTruth(Progress progress) {
    this.progress = progress;
    this.departures = new Departures(progress, suspects);
    this.resumes = new HollowResumes(progress, departures);
    this.late = new LateNotices(progress);
  }

  @Override
  public void accept(Recorded recorded) {
    Event event = recorded.event();
    Person person = progress.subject();
    departures.accept(event, person);
    resumes.accept(event, person);
    if (event instanceof MemberEvent.Told told) {
      if (person != null) {
        notices.add(new Notice(told, person, lifeOf(told, person), person.statusInvokedAt));
      }
    } else if (event instanceof NodeEvent.Gone gone) {
      late.gone(gone);
      if (gone.role() == Role.MASTER) {
        down(gone.node(), gone.at(), gone.how());
      }
    }
  }

  private @Nullable Life lifeOf(MemberEvent.Told told, Person person) {
    Con con = progress.cast.con(told.con());
    Life byCon = con == null ? null : con.life;
    Long number = told.life();
    if (byCon != null || number == null) {
      return byCon;
    }
    return person.room.known(number);
  }

  private void down(String node, long from, String how) {
    downs.computeIfAbsent(node, key -> new ArrayList<>()).add(new Down(from, how));
  }

  @Override
  public Opinion opinion() {
    for (Struck fault : progress.faults.all()) {
      boolean kills = fault.kind == FaultKind.CRASH || fault.kind == FaultKind.VANISH;
      if (kills && fault.role == Role.MASTER && happened(fault.injectedAt)) {
        long from = Math.max(fault.injectedAt, fault.effectAt);
        fault.targets.forEach(target -> down(target, from, fault.kind.key()));
      }
    }
    notices.forEach(this::judge);
    departures.finish();
    resumes.finish(suspects);
    String figure = crashed + " nodeCrashed, " + disconnected + " networkDisconnect";
    return Opinion.of(
            Checks.TOLD_THE_TRUTH, suspects, unknown(), figure, suspects.count() + " wrong reason")
        .with(findings());
  }

  private List<String> findings() {
    List<String> findings = new ArrayList<>();
    if (unjudged + ownerless > 0) {
      findings.add(unjudged + ownerless + " networkDisconnect with unknown owner, not judged");
    }
    findings.addAll(departures.findings());
    findings.addAll(resumes.findings());
    return findings;
  }

  private String unknown() {
    String unsure = resumes.unsure().isEmpty() ? late.unsure() : resumes.unsure();
    if (!unsure.isEmpty()) {
      return unsure;
    }
    boolean quiet = progress.drill.faults().isEmpty() && progress.faults.all().isEmpty();
    if (crashed + disconnected == 0 && !(quiet && anybodyServed())) {
      return "nobody was told anything; inject a fault that ends sessions";
    }
    if (ownerless > 0 || unjudged > UNJUDGED_MAX * disconnected) {
      return unjudged
          + ownerless
          + " of "
          + disconnected
          + " networkDisconnect concern lives of unknown owner; let nodes be probed or webhooks be"
          + " received";
    }
    return late.undecided() == 0
        ? ""
        : late.undecided()
            + " nodeCrashed concern lives of unknown place, while a node ended that may or may not"
            + " have been it; let nodes be probed";
  }

  private boolean anybodyServed() {
    return progress.cast.people().stream().anyMatch(Person::everServed);
  }

  private void judge(Notice notice) {
    switch (notice.told().verdict()) {
      case NODE_CRASHED -> {
        crashed++;
        if (!goesOn(notice)) {
          isOfALaterLife(notice);
        }
      }
      case NETWORK_DISCONNECT -> {
        disconnected++;
        if (notice.told().via() != MemberEvent.Via.EVICTION) {
          ownerDown(notice);
        }
      }
      case EVICTED -> {}
    }
  }

  /** T1: somebody was served on that life by a request begun later. */
  private boolean goesOn(Notice notice) {
    Life life = notice.life();
    Person witness = life == null ? null : life.servedInvokeMaxBy;
    long toldAt = notice.told().at();
    if (life == null
        || witness == null
        || life.isClaimedTwice
        || life.servedInvokeMax <= toldAt + GRACE) {
      return false;
    }
    suspects.add(
        new Suspect(
            zero ->
                "session %s: %s was told nodeCrashed about %s at %s, yet %s was served on it by a"
                        .formatted(
                            life.room.session,
                            notice.person().name,
                            life.words(),
                            Words.at(toldAt, zero),
                            witness.name)
                    + " request begun at "
                    + Words.at(life.servedInvokeMax, zero),
            life.room.session,
            notice.person().name,
            List.of(toldAt, life.servedInvokeMax)));
    return true;
  }

  /** T7: nothing that could end that life has failed since it began. */
  private void isOfALaterLife(Notice notice) {
    Life life = notice.life();
    long toldAt = notice.told().at();
    if (life == null || life.isClaimedTwice || !late.isImpossible(life, toldAt)) {
      return;
    }
    suspects.add(
        new Suspect(
            zero ->
                "session %s: %s was told nodeCrashed about %s at %s, but that life began at %s, after"
                        .formatted(
                            life.room.session,
                            notice.person().name,
                            life.words(),
                            Words.at(toldAt, zero),
                            Words.at(life.firstAt, zero))
                    + " the last fault on any master that could own it",
            life.room.session,
            notice.person().name,
            List.of(life.firstAt, toldAt)));
  }

  /** T2: the owner of that life was down before the participant asked. */
  private void ownerDown(Notice notice) {
    Life life = notice.life();
    long askedAt = notice.askedAt();
    if (life == null || !happened(askedAt)) {
      unjudged++;
      return;
    }
    long crashWebhookAt = crashWebhook(life, askedAt);
    if (happened(crashWebhookAt)) {
      lie(notice, life, "a webhook listed it as crashed at ", crashWebhookAt);
      return;
    }
    String owner = Ownership.owner(life, progress.faults.all());
    if (owner == null) {
      ownerless += mayHaveBeenDown(life, askedAt) ? 1 : 0;
      return;
    }
    for (Down down : downs.getOrDefault(owner, List.of())) {
      if (life.firstAt < down.from()
          && down.from() < askedAt
          && !endedOtherwise(life, down.from())) {
        if (life.servedInvokeMax < down.from() - progress.clocks.provenWithin) {
          unjudged++;
          return;
        }
        lie(
            notice,
            life,
            "its owner " + owner + " was down (" + down.how() + ") since ",
            down.from());
        return;
      }
    }
  }

  /** Whether a master that went down after the life began, and before the asking, may own it. */
  private boolean mayHaveBeenDown(Life life, long askedAt) {
    return downs.values().stream()
        .flatMap(List::stream)
        .filter(down -> life.firstAt < down.from() && down.from() < askedAt)
        .anyMatch(
            down ->
                life.isClaimedTwice
                    || life.servedInvokeMax <= down.from() + progress.clocks.fencedAfter);
  }

  private static long crashWebhook(Life life, long before) {
    for (long at : life.room.crashWebhooksAt) {
      if (life.firstAt + WEBHOOK_DELAY < at && at < before) {
        return at;
      }
    }
    return NEVER;
  }

  /** T3: a life that ended before its owner died gives both reasons a truth. */
  private static boolean endedOtherwise(Life life, long before) {
    for (long at : life.room.destroyedWebhooksAt) {
      if (life.firstAt < at && at < before) {
        return true;
      }
    }
    return false;
  }

  private void lie(Notice notice, Life life, String why, long at) {
    suspects.add(
        new Suspect(
            zero ->
                "session %s: %s asked at %s and was told networkDisconnect about %s at %s, but "
                        .formatted(
                            life.room.session,
                            notice.person().name,
                            Words.at(notice.askedAt(), zero),
                            life.words(),
                            Words.at(notice.told().at(), zero))
                    + why
                    + Words.at(at, zero),
            life.room.session,
            notice.person().name,
            List.of(at, notice.askedAt(), notice.told().at())));
  }
}
