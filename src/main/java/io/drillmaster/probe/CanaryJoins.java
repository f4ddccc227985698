package io.drillmaster.probe;

import io.drillmaster.drill.Witness;
import io.drillmaster.drill.Witnesses;
import io.drillmaster.openvidu.ParticipantPlan;
import io.drillmaster.run.port.Prober;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Canary joins: one joiner visits each of many sessions, a few at a time, so that whoever is told
 * by the next joinRoom who is in the room says it (checks.md 3.2 b). It compares nothing. Driven on
 * the loop; its progress may be read by any thread.
 */
final class CanaryJoins implements Prober.Joins {
  /** A settled cluster that does not let somebody in at the second attempt has not settled. */
  private static final int JOIN_ATTEMPTS = 2;

  private final Visits visits;
  private final Deque<String> waiting;
  private final int asked;
  private final int firstNumber;
  private final Duration patience;
  private final AtomicInteger ended = new AtomicInteger();
  private final AtomicInteger proved = new AtomicInteger();

  /**
   * Joins that have not begun.
   *
   * @param firstNumber of the first joiner's name
   */
  CanaryJoins(CanaryCrew crew, List<String> sessions, int firstNumber) {
    this.visits = new Visits(crew);
    this.waiting = new ArrayDeque<>(sessions);
    this.asked = sessions.size();
    this.firstNumber = firstNumber;
    this.patience = crew.settings().clocks().joinTimeout().multipliedBy(JOIN_ATTEMPTS);
  }

  void begin() {
    for (int i = 0; i < Witnesses.JOINS_AT_ONCE; i++) {
      next();
    }
  }

  private void next() {
    String session = waiting.poll();
    if (session != null) {
      String name = Witness.JOINER.name(firstNumber + asked - waiting.size() - 1);
      ParticipantPlan joiner = new ParticipantPlan(session, name, false, 0, 0);
      Visits.Times times = new Visits.Times(Duration.ZERO, patience);
      visits.begin(session, List.of(joiner), times, this::over);
    }
  }

  private void over(Visit visit) {
    proved.addAndGet(visit.hasProved() ? 1 : 0);
    ended.incrementAndGet();
    next();
  }

  /** Those under way leave, and nobody else joins. */
  void leave() {
    ended.addAndGet(waiting.size());
    waiting.clear();
    visits.end();
  }

  void drop() {
    waiting.clear();
    visits.drop();
  }

  @Override
  public int asked() {
    return asked;
  }

  @Override
  public int proved() {
    return proved.get();
  }

  @Override
  public boolean isOver() {
    return ended.get() >= asked;
  }
}
