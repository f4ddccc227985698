package io.drillmaster.probe;

import io.drillmaster.chronicle.Chronicle;
import io.drillmaster.openvidu.BackEnd;
import io.drillmaster.openvidu.BackEndHost;
import io.drillmaster.openvidu.Credentials;
import io.drillmaster.openvidu.Observation;
import io.drillmaster.openvidu.ParticipantPlan;
import io.drillmaster.openvidu.RestRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A session, those of the prober's participants who are in it, and the application's back end for
 * them. On the loop only.
 */
final class CanaryRoom implements BackEndHost, Visit.Guests {
  private final String session;
  private final CanaryCrew crew;
  private final BackEnd backEnd;
  private final Alarm alarm;
  private final Map<String, Canary> canaries = new LinkedHashMap<>();
  private int asked;

  /**
   * A room that nobody has entered.
   *
   * @param changed is run after each thing that happened to a member
   */
  CanaryRoom(String session, List<ParticipantPlan> members, CanaryCrew crew, Runnable changed) {
    this.session = session;
    this.crew = crew;
    this.backEnd = new BackEnd(session, crew.settings(), BackEnd.DEADLINE, this);
    this.alarm = new Alarm(crew.loop(), () -> backEnd.wake(crew.loop().now()));
    for (ParticipantPlan plan : members) {
      canaries.put(
          plan.name(),
          new Canary(plan, crew, what -> observe(plan.name(), what), this::ask, changed));
    }
  }

  /** All join. */
  @Override
  public void come() {
    canaries.values().forEach(canary -> canary.participant().start(crew.loop().now()));
  }

  @Override
  public boolean areServed() {
    return canaries.values().stream().allMatch(canary -> canary.participant().isServed());
  }

  /** All leave politely. */
  @Override
  public void leave() {
    canaries.values().forEach(canary -> canary.participant().leave(crew.loop().now()));
  }

  @Override
  public boolean areGone() {
    return canaries.values().stream().allMatch(canary -> canary.participant().isDone());
  }

  /** Whether a member who has resumed can desert. */
  boolean hasResumed() {
    return steadfast().anyMatch(canary -> canary.participant().hasResumed());
  }

  /**
   * Those whose return has been held long enough to count (checks.md 2.7); who deserts earlier
   * leaves that unknown.
   */
  private Stream<Canary> steadfast() {
    long held = crew.loop().now() - crew.settings().clocks().hold().toNanos();
    return canaries.values().stream()
        .filter(each -> each.participant().isServed() && each.participant().servedSince() <= held);
  }

  /**
   * A member goes for good, without a word to the others; rather one who has resumed, and nobody
   * who is back only since a moment ago.
   *
   * @param silently whether it falls silent; otherwise it closes its socket with a text
   */
  void desert(boolean silently) {
    Optional<Canary> deserter =
        steadfast().filter(canary -> canary.participant().hasResumed()).findFirst();
    deserter
        .or(() -> steadfast().findFirst())
        .ifPresent(
            canary -> {
              if (silently) {
                canary.fallSilent();
              } else {
                canary.walkOut();
              }
            });
  }

  /** All are gone at once. */
  @Override
  public void drop() {
    canaries.values().forEach(Canary::drop);
  }

  /** One machine's command is another one's input: it comes after, never within. */
  private void ask(Canary canary, Credentials.Kind kind) {
    crew.loop().execute(() -> backEnd.ask(canary.name(), kind, crew.loop().now()));
  }

  @Override
  public void request(RestRequest request) {
    var unused =
        crew.rest()
            .attempt(
                request.method(),
                crew.access().fronts().of(session, asked++).resolve(request.path()),
                request.body(),
                request.timeout())
            .thenAccept(answer -> crew.loop().execute(() -> answered(request, answer)));
  }

  private void answered(RestRequest request, RestClient.Answer answer) {
    if (answer.status() == 0) {
      backEnd.unanswered(request.op(), answer.mayHaveEffect(), answer.body(), answer.at());
    } else {
      backEnd.answered(request.op(), answer.status(), answer.body(), answer.at());
    }
  }

  @Override
  public void wakeAt(long atNanos) {
    alarm.at(atNanos);
  }

  @Override
  public void credentials(String member, Credentials credentials) {
    tell(member, canary -> canary.participant().credentials(credentials, crew.loop().now()));
  }

  @Override
  public void noCredentials(String member, String why) {
    tell(member, canary -> canary.participant().noCredentials(why, crew.loop().now()));
  }

  private void tell(String member, Consumer<Canary> input) {
    Canary canary = canaries.get(member);
    if (canary != null) {
      crew.loop().execute(() -> canary.happen(() -> input.accept(canary)));
    }
  }

  @Override
  public void deleted(boolean gone) {
    // a canary's session ends with its last member; what is left is swept
  }

  @Override
  public void observe(String member, Observation what) {
    new Chronicle(member, session).event(what).ifPresent(crew.recorder());
  }
}
