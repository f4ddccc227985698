package io.drillmaster.simulations.gatling;

import io.drillmaster.simulations.crew.Behaviour;
import io.drillmaster.simulations.crew.Crew;
import io.drillmaster.simulations.crew.Member;
import io.drillmaster.simulations.crew.Seat;
import io.gatling.core.action.Action;
import io.gatling.core.session.Session;
import io.gatling.core.structure.ScenarioContext;
import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.ProtocolBuilder;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** The steps of the DSL as Gatling wants them built. */
public final class Actions {

  private Actions() {}

  /** A step that, given its components, does something to a user. */
  @FunctionalInterface
  private interface Deed {
    void perform(CrewProtocol.Components components, Session session, Action next);
  }

  private static ActionBuilder step(String name, Deed deed) {
    return () -> new Builder(name, deed);
  }

  /** What makes the action once Gatling knows what comes after it. */
  private record Builder(String name, Deed deed)
      implements io.gatling.core.action.builder.ActionBuilder {
    @Override
    public Action build(ScenarioContext context, Action next) {
      CrewProtocol.Components components =
          context.protocolComponentsRegistry().components(CrewProtocol.Key.INSTANCE);
      return new Step(name, next, (session, then) -> deed.perform(components, session, then));
    }
  }

  /** The protocol that plays on this stage. */
  public static ProtocolBuilder protocol(Supplier<Stage> stage) {
    return () -> new CrewProtocol(stage);
  }

  /**
   * Takes the next seat and joins; goes on once the participant is in, or will never be.
   *
   * @param behaviour of a seat, given what is usual in this drill
   */
  public static ActionBuilder join(BiFunction<Seat, Behaviour, Behaviour> behaviour) {
    return step("join", (components, session, next) -> join(behaviour, components, session, next));
  }

  private static void join(
      BiFunction<Seat, Behaviour, Behaviour> behaviour,
      CrewProtocol.Components components,
      Session session,
      Action next) {
    Crew crew = components.crew();
    Optional<Seat> seat = crew.takeSeat();
    if (seat.isEmpty()) {
      if (!crew.isLeaving()) {
        components.chart(session).ko("join", crew.now(), crew.now(), "all seats are taken");
      }
      next.$bang(session.markAsFailed());
      return;
    }
    crew.join(
        session.eventLoop(),
        seat.get(),
        behaviour.apply(seat.get(), crew.usual()),
        components.chart(session),
        member -> next.$bang(CrewProtocol.Components.with(session, member)));
  }

  /** Stays until the load is told to leave. */
  public static ActionBuilder stay() {
    return step(
        "stay",
        (components, session, next) ->
            CrewProtocol.Components.member(session)
                .ifPresentOrElse(
                    member -> member.stay(() -> next.$bang(session)), () -> next.$bang(session)));
  }

  /** Stays that long, or until the load is told to leave before. */
  public static ActionBuilder stay(Duration length) {
    return step(
        "stay",
        (components, session, next) ->
            CrewProtocol.Components.member(session)
                .ifPresentOrElse(
                    member -> member.stay(length.toNanos(), () -> next.$bang(session)),
                    () -> next.$bang(session)));
  }

  /** Leaves politely; goes on when that is done. */
  public static ActionBuilder leave() {
    return step(
        "leave",
        (components, session, next) ->
            CrewProtocol.Components.member(session)
                .ifPresentOrElse(
                    (Member member) -> member.leave(() -> next.$bang(session)),
                    () -> next.$bang(session)));
  }
}
