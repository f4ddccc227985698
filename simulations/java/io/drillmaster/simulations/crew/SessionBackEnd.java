package io.drillmaster.simulations.crew;

import io.drillmaster.openvidu.BackEnd;
import io.drillmaster.openvidu.BackEndHost;
import io.drillmaster.openvidu.Credentials;
import io.drillmaster.openvidu.Observation;
import io.drillmaster.openvidu.RestRequest;
import io.drillmaster.simulations.netty.RestListener;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The application's back end of one session on the event loop it is pinned to. Its members live on
 * other loops: every word between them is handed over, never called.
 */
final class SessionBackEnd implements BackEndHost {
  private final Crew crew;
  private final Desk desk;
  private final BackEnd backEnd;
  private final Alarm alarm;
  private final Map<String, Member> members = new HashMap<>();
  private final String session;
  private int asked;

  SessionBackEnd(Crew crew, Desk desk, String session) {
    this.crew = crew;
    this.desk = desk;
    this.session = session;
    this.backEnd = new BackEnd(session, crew.plan().settings(), crew.plan().tokenDeadline(), this);
    this.alarm = new Alarm(desk.alarms(), this::wake);
  }

  /** A member needs a token; any thread. */
  void ask(Member member, Credentials.Kind kind) {
    desk.loop()
        .execute(
            () ->
                crew.guarded(
                    () -> {
                      members.put(member.seat().name(), member);
                      backEnd.ask(member.seat().name(), kind, desk.now());
                    }));
  }

  /** A member needs none any more; any thread. */
  void forget(Member member) {
    desk.loop()
        .execute(
            () ->
                crew.guarded(
                    () -> {
                      backEnd.forget(member.seat().name());
                      members.remove(member.seat().name());
                    }));
  }

  private void wake(long now) {
    crew.guarded(() -> backEnd.wake(now));
  }

  @Override
  public void request(RestRequest request) {
    int front = crew.plan().fronts().place(session, asked++);
    desk.lanes()
        .get(front)
        .request(
            request,
            new RestListener() {
              @Override
              public void answered(int status, String body, long at) {
                crew.guarded(() -> backEnd.answered(request.op(), status, body, at));
              }

              @Override
              public void unanswered(boolean sent, String why, long at) {
                crew.guarded(() -> backEnd.unanswered(request.op(), sent, why, at));
              }
            });
  }

  @Override
  public void wakeAt(long atNanos) {
    alarm.at(atNanos);
  }

  @Override
  public void credentials(String member, Credentials credentials) {
    Member asked = members.get(member);
    if (asked != null) {
      asked.credentials(credentials);
    }
  }

  @Override
  public void noCredentials(String member, String why) {
    Member asked = members.get(member);
    if (asked != null) {
      asked.noCredentials(why);
    }
  }

  @Override
  public void deleted(boolean gone) {
    // sessions end with their last member; leftovers are the prober's to sweep
  }

  @Override
  public void observe(String member, Observation what) {
    @Nullable Member asked = members.get(member);
    if (asked != null) {
      crew.record(asked.chronicle(), what);
    }
  }
}
