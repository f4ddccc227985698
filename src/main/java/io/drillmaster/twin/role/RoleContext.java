package io.drillmaster.twin.role;

import io.drillmaster.twin.store.StoreAnswer;
import io.drillmaster.twin.store.StoreAnswer.Session;
import io.drillmaster.twin.store.StoreCommand;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the parts of one master share: the time of the current input, the way out, timers, random
 * ids and the questions that are under way to the store.
 */
final class RoleContext {

  private record Question(Consumer<StoreAnswer> answered, Consumer<String> failed) {}

  final MasterConfig config;
  final RoleClocks clocks;
  final Timers timers = new Timers();
  final Ids ids;
  private final Map<Long, Question> questions = new HashMap<>();
  private final Map<String, Session> recordsSeen = new HashMap<>();
  private Consumer<MasterOutput> out = output -> {};
  private long nowNanos;
  private long numbers;
  private String incarnation = "";
  private long answeredWrites;
  private long lastSealNanos = Long.MIN_VALUE;
  private boolean isReplacement;
  private Voice voice = Voice.FULL;

  private enum Voice {
    FULL,
    INWARD,
    NONE
  }

  RoleContext(MasterConfig config) {
    this.config = config;
    this.clocks = config.clocks();
    this.ids = new Ids(config.seed());
  }

  void enter(long inputNanos, Consumer<MasterOutput> outputs) {
    nowNanos = inputNanos;
    out = outputs;
  }

  long nowNanos() {
    return nowNanos;
  }

  /** The wall clock of the current input, in epoch milliseconds. */
  long wallMillis() {
    return config.anchor().wallAt(nowNanos).toEpochMilli();
  }

  /** This incarnation; empty before it is registered. */
  String incarnation() {
    return incarnation;
  }

  void registeredAs(String name) {
    incarnation = name;
  }

  boolean has(Bug bug) {
    return config.bugs().contains(bug);
  }

  /** Under two bugs a master that slept through its lease serves until a late renewal fails. */
  boolean wakesAsZombie() {
    return has(Bug.ZOMBIE_UNTIL_RENEWAL) || has(Bug.SAME_NUMBER_SPLIT);
  }

  /** Whether a bug that shows in one of so many clusters shows in this one. */
  boolean isOneOf(int clusters) {
    return Math.floorMod(config.clusterId().hashCode(), clusters) == 0;
  }

  /** Another incarnation was sealed. */
  void peerSealed() {
    lastSealNanos = nowNanos;
  }

  /** Whether a peer was sealed since this master registered, or before it came. */
  boolean hasLostAPeer() {
    return lastSealNanos != Long.MIN_VALUE;
  }

  /** Whether a peer was sealed within this time. */
  boolean hasLostAPeerWithin(Duration length) {
    return hasLostAPeer() && nowNanos - lastSealNanos < length.toNanos();
  }

  /** The entry read the record of a session. */
  void saw(Session session) {
    if (has(Bug.SAME_NUMBER_SPLIT)) {
      recordsSeen.putIfAbsent(session.sessionId(), session);
    }
  }

  /** The record of a session that this entry read first. */
  @Nullable Session recordOf(String sessionId) {
    return recordsSeen.get(sessionId);
  }

  /** Others had died when this incarnation registered: it has lost them, too. */
  void isReplacement(boolean others) {
    isReplacement = others;
    lastSealNanos = others ? nowNanos : lastSealNanos;
  }

  /** Whether others had died when this incarnation registered. */
  boolean isReplacement() {
    return isReplacement;
  }

  void emit(MasterOutput output) {
    if (voice == Voice.FULL
        || (voice == Voice.INWARD && !(output instanceof MasterOutput.Fenced))) {
      out.accept(output);
    }
  }

  /** From now on nothing leaves that a client, peer or media node could see. */
  void hush() {
    voice = Voice.INWARD;
  }

  /** From now on nothing leaves at all. */
  void silence() {
    voice = Voice.NONE;
  }

  /** A number never used before by this role. */
  long number() {
    return ++numbers;
  }

  Timers.Timer after(Duration delay, Runnable action) {
    return timers.at(nowNanos + delay.toNanos(), action);
  }

  /** Asks the store; exactly one of the two is called, once. */
  @SuppressWarnings("unchecked") // the store pairs each command with its own answer
  <A extends StoreAnswer> void ask(
      StoreCommand<A> command, Consumer<? super A> answered, Consumer<String> failed) {
    long number = number();
    questions.put(number, new Question((Consumer<StoreAnswer>) answered, failed));
    emit(new MasterOutput.AskStore(number, command));
  }

  void answered(long number, StoreAnswer answer) {
    Question question = questions.remove(number);
    if (answer instanceof StoreAnswer.Created
        || answer instanceof StoreAnswer.Placed
        || answer == StoreAnswer.Ending.ENDED) {
      answeredWrites++;
    }
    if (question != null) {
      question.answered().accept(answer);
    }
  }

  /** How many writes of this incarnation the store said to have done. */
  long answeredWrites() {
    return answeredWrites;
  }

  void failed(long number, String why) {
    Question question = questions.remove(number);
    if (question != null) {
      question.failed().accept(why);
    }
  }
}
