package io.drillmaster.simulations.gatling;

import io.drillmaster.simulations.crew.Crew;
import io.drillmaster.simulations.crew.Member;
import io.drillmaster.time.ClockAnchor;
import io.gatling.core.CoreComponents;
import io.gatling.core.config.GatlingConfiguration;
import io.gatling.core.protocol.Protocol;
import io.gatling.core.protocol.ProtocolComponents;
import io.gatling.core.protocol.ProtocolKey;
import io.gatling.core.session.Session;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import scala.Function1;
import scala.Option;
import scala.runtime.BoxedUnit;

/** How Gatling hands a crew to our actions: a protocol, its key and its components. */
final class CrewProtocol implements Protocol {
  private static final String MEMBER = "drillmaster.member";

  private final Supplier<Stage> stage;

  CrewProtocol(Supplier<Stage> stage) {
    this.stage = stage;
  }

  /** The components of one simulation. */
  static final class Components implements ProtocolComponents {
    private final Stage stage;
    private final CoreComponents core;
    private final ClockAnchor anchor = ClockAnchor.now();

    Components(Stage stage, CoreComponents core) {
      this.stage = stage;
      this.core = core;
    }

    Crew crew() {
      return stage.crew();
    }

    GatlingChart chart(Session session) {
      return new GatlingChart(core.statsEngine(), anchor, session);
    }

    /** The participant that this user is. */
    static Optional<Member> member(Session session) {
      Option<Object> member = session.attributes().get(MEMBER);
      return member.isDefined() ? Optional.of((Member) member.get()) : Optional.empty();
    }

    static Session with(Session session, Member member) {
      return session.set(MEMBER, member);
    }

    @Override
    public Function1<Session, Session> onStart() {
      return session -> session;
    }

    /** Who ends without leaving is cut, as by a closed browser. */
    @Override
    public Function1<Session, BoxedUnit> onExit() {
      return session -> {
        member(session).ifPresent(Member::drop);
        return BoxedUnit.UNIT;
      };
    }
  }

  /** Where actions find their components; Gatling makes them once per simulation. */
  static final class Key implements ProtocolKey<CrewProtocol, Components> {
    static final Key INSTANCE = new Key();

    private @Nullable Components made;

    @Override
    @SuppressWarnings("unchecked") // Gatling wants the class of the base type
    public Class<Protocol> protocolClass() {
      return (Class<Protocol>) (Class<?>) CrewProtocol.class;
    }

    @Override
    public CrewProtocol defaultProtocolValue(GatlingConfiguration configuration) {
      return new CrewProtocol(
          () ->
              Stage.current()
                  .orElseThrow(
                      () ->
                          new IllegalStateException(
                              "the simulation names no cluster: add .protocols(openvidu)")));
    }

    @Override
    public Function1<CrewProtocol, Components> newComponents(CoreComponents core) {
      return protocol -> components(protocol, core);
    }

    private synchronized Components components(CrewProtocol protocol, CoreComponents core) {
      Components known = made;
      if (known == null || known.core != core) {
        Stage stage = protocol.stage.get();
        known = new Components(stage, core);
        made = known;
        stage.loaded(core);
      }
      return known;
    }
  }
}
