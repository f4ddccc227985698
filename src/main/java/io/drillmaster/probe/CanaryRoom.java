package io.drillmaster.probe;

import io.drillmaster.chronicle.Chronicle;
import io.drillmaster.history.Event;
import io.drillmaster.openvidu.BackEnd;
import io.drillmaster.openvidu.BackEndHost;
import io.drillmaster.openvidu.Credentials;
import io.drillmaster.openvidu.Observation;
import io.drillmaster.openvidu.ParticipantPlan;
import io.drillmaster.openvidu.RestRequest;
import io.drillmaster.openvidu.Settings;
import io.drillmaster.run.port.Access;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A session of canaries and the application's back end for it. On the loop only. */
final class CanaryRoom implements BackEndHost {
  /** As often as the default load signals. */
  private static final long SIGNAL_EVERY_NANOS = Duration.ofSeconds(5).toNanos();

  private final String session;
  private final CanaryLoop loop;
  private final RestClient rest;
  private final Access access;
  private final Consumer<Event> recorder;
  private final BackEnd backEnd;
  private final Alarm alarm;
  private final Map<String, Canary> canaries = new HashMap<>();
  private final List<Canary> order = new ArrayList<>();

  CanaryRoom(
      String session,
      List<String> names,
      Settings settings,
      CanaryLoop loop,
      RestClient rest,
      Access access,
      Consumer<Event> recorder) {
    this.session = session;
    this.loop = loop;
    this.rest = rest;
    this.access = access;
    this.recorder = recorder;
    this.backEnd = new BackEnd(session, settings, BackEnd.DEADLINE, this);
    this.alarm = new Alarm(loop, () -> backEnd.wake(loop.now()));
    for (int i = 0; i < names.size(); i++) {
      long phase = SIGNAL_EVERY_NANOS * i / names.size();
      ParticipantPlan plan =
          new ParticipantPlan(session, names.get(i), true, SIGNAL_EVERY_NANOS, phase);
      Canary canary =
          new Canary(plan, settings, loop, what -> observe(plan.name(), what), this::ask);
      canaries.put(plan.name(), canary);
      order.add(canary);
    }
  }

  /** All join. */
  void start() {
    order.forEach(canary -> canary.participant().start(loop.now()));
  }

  /** All leave politely. */
  void leave() {
    order.forEach(canary -> canary.participant().leave(loop.now()));
  }

  /** All are gone at once. */
  void drop() {
    order.forEach(Canary::drop);
  }

  /** One machine's command is another one's input: it comes after, never within. */
  private void ask(Canary canary, Credentials.Kind kind) {
    loop.execute(() -> backEnd.ask(canary.name(), kind, loop.now()));
  }

  @Override
  public void request(RestRequest request) {
    var unused =
        rest.attempt(
                request.method(),
                access.baseUrl().resolve(request.path()),
                request.body(),
                request.timeout())
            .thenAccept(answer -> loop.execute(() -> answered(request, answer)));
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
    Canary canary = canaries.get(member);
    if (canary != null) {
      loop.execute(() -> canary.participant().credentials(credentials, loop.now()));
    }
  }

  @Override
  public void noCredentials(String member, String why) {
    Canary canary = canaries.get(member);
    if (canary != null) {
      loop.execute(() -> canary.participant().noCredentials(why, loop.now()));
    }
  }

  @Override
  public void deleted(boolean gone) {
    // a canary's session ends with its last member; what is left is swept
  }

  @Override
  public void observe(String member, Observation what) {
    new Chronicle(member, session).event(what).ifPresent(recorder);
  }
}
