package io.drillmaster.history;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Each type of event as a sentence for people, without its time. */
final class EventText {

  private static final Map<Class<?>, Function<Event, String>> SENTENCES = new HashMap<>();

  /** Longer lists are cut: a line is for reading. */
  private static final int MOST_LISTED = 8;

  private EventText() {}

  static {
    operations();
    sockets();
    members();
    signals();
    probes();
    nodes();
    faults();
    harness();
  }

  /** What happened, in words. */
  static String of(Event event) {
    Function<Event, String> sentence = SENTENCES.get(event.getClass());
    if (sentence == null) {
      throw new IllegalArgumentException("no sentence for " + event.getClass());
    }
    return sentence.apply(event);
  }

  private static <E extends Event> void say(Class<E> type, Function<E, String> sentence) {
    SENTENCES.put(type, event -> sentence.apply(type.cast(event)));
  }

  private static void operations() {
    say(
        OperationEvent.Invoked.class,
        e ->
            "%s begins%s%s (op %d)"
                .formatted(
                    word(e.kind()),
                    e.attempt() > 1 ? ", attempt " + e.attempt() : "",
                    e.epoch() == 0 ? "" : " on socket " + e.epoch(),
                    e.op()));
    say(
        OperationEvent.Completed.class,
        e ->
            "%s %s%s%s (op %d)"
                .formatted(
                    word(e.kind()),
                    e.outcome().key(),
                    e.code() == 0 ? "" : " " + e.code(),
                    after(": ", e.detail()),
                    e.op()));
  }

  private static void sockets() {
    say(
        SocketEvent.Opened.class,
        e ->
            "socket %d opened%s %s -> %s%s"
                .formatted(
                    e.epoch(),
                    e.reconnect() ? " with reconnect=true" : "",
                    e.local(),
                    e.remote(),
                    after(", server ", e.server())));
    say(
        SocketEvent.Closed.class,
        e ->
            "socket %d %s: %s by %s, code %d%s; last frame %s%s"
                .formatted(
                    e.epoch(),
                    e.willing() ? "closed willingly" : "LOST",
                    word(e.ending()),
                    word(e.by()),
                    e.code(),
                    after(" ", e.reason()),
                    ago(e.at(), e.lastFrameAt()),
                    e.pendingPingAt() == 0
                        ? ""
                        : ", ping pending since " + ago(e.at(), e.pendingPingAt())));
  }

  private static void members() {
    say(MemberEvent.Intends.class, e -> "intends to " + word(e.intention()));
    say(
        MemberEvent.Joined.class,
        e ->
            "joined as %s, life %s, sees %s"
                .formatted(
                    e.con(),
                    unknown(e.life()),
                    list(e.peers().stream().map(MemberEvent.Peer::con).toList())));
    say(
        MemberEvent.Reconnected.class,
        e -> "connect answered for %s, life %s".formatted(e.con(), unknown(e.life())));
    say(
        MemberEvent.LifeTold.class,
        e -> "sessionStatus answered: life " + unknown(e.life()) + " (own " + e.con() + ")");
    say(
        MemberEvent.Told.class,
        e ->
            "TOLD %s via %s%s; was %s in life %s"
                .formatted(
                    word(e.verdict()),
                    word(e.via()),
                    after(", reason ", e.reason()),
                    e.con(),
                    unknown(e.life())));
    say(
        MemberEvent.Noticed.class,
        e ->
            "notices %s %s%s%s"
                .formatted(
                    e.subject(),
                    word(e.change()),
                    after(", stream ", e.stream()),
                    after(", reason ", e.reason())));
  }

  private static void signals() {
    say(
        SignalEvent.Sent.class,
        e -> "sends %s signal %d (op %d)".formatted(word(e.purpose()), e.seq(), e.op()));
    say(
        SignalEvent.Received.class,
        e ->
            "receives %s signal %d of %s, %s after it was due"
                .formatted(
                    word(e.purpose()), e.seq(), e.sender(), millis(e.at() - e.intendedAt())));
    say(
        MediaEvent.Addresses.class,
        e ->
            "media %s for %s names %s".formatted(word(e.where()), e.stream(), list(e.addresses())));
  }

  private static void probes() {
    say(
        ProbeEvent.SessionsRead.class,
        e ->
            "reads %d sessions%s%s: %s"
                .formatted(
                    e.sessions().size(),
                    after(" from ", e.node()),
                    after(" via ", e.via()),
                    list(e.sessions().stream().map(EventText::session).toList())));
    say(
        ProbeEvent.MediaNodesRead.class,
        e ->
            "reads media nodes%s: %s"
                .formatted(
                    after(" via ", e.via()),
                    list(
                        e.nodes().stream()
                            .map(n -> n.id() + " " + n.status() + " " + n.sessions().size())
                            .toList())));
    say(
        ProbeEvent.HealthRead.class,
        e ->
            "health of %s%s: %s %d %s"
                .formatted(
                    e.node() == null ? "the cluster" : e.node(),
                    after(" via ", e.via()),
                    e.good() ? "good" : "BAD",
                    e.status(),
                    e.detail()));
    say(
        ProbeEvent.ReadFailed.class,
        e ->
            "%s%s failed: %d %s"
                .formatted(e.what(), after(" via ", e.via()), e.status(), e.detail()));
    say(
        ProbeEvent.Webhook.class,
        e ->
            "webhook %s%s%s%s%s"
                .formatted(
                    e.event(),
                    after(" con ", e.con()),
                    after(" node ", e.node()),
                    after(" reason ", e.reason()),
                    e.sessions().isEmpty() ? "" : " sessions " + list(e.sessions())));
  }

  private static String session(ProbeEvent.SessionView view) {
    long active = view.connections().stream().filter(ProbeEvent.ConnectionView::active).count();
    return "%s@%s(%d)".formatted(view.session(), view.mediaNode(), active);
  }

  /** How much earlier it may have happened, where the target is asked now and then. */
  private static String width(long at, long otherwiseAt) {
    return otherwiseAt == 0 ? "" : " (at most %d ms ago)".formatted((at - otherwiseAt) / 1_000_000);
  }

  private static void nodes() {
    say(
        NodeEvent.Seen.class,
        e ->
            "%s %s is %s, pid %d, %s%s"
                .formatted(
                    e.role().key(),
                    e.node(),
                    e.incarnation(),
                    e.pid(),
                    list(e.addresses()),
                    width(e.at(), e.otherwiseAt())));
    say(
        NodeEvent.Gone.class,
        e ->
            "%s %s (%s) is gone: %s%s%s"
                .formatted(
                    e.role().key(),
                    e.node(),
                    e.incarnation(),
                    e.how(),
                    e.expected() ? "" : ", UNEXPECTED",
                    width(e.at(), e.otherwiseAt())));
    say(
        NodeEvent.Rotation.class,
        e ->
            "balancer %s: %s %s rotation%s%s"
                .formatted(
                    e.balancer(),
                    e.node(),
                    e.healthy() ? "enters" : "leaves",
                    after(", ", e.reason()),
                    width(e.at(), e.otherwiseAt())));
    say(
        NodeEvent.EntryOf.class,
        e ->
            "entry of %s is %s%s (%s)"
                .formatted(e.local(), e.node(), after(" by ", e.balancer()), word(e.source())));
    say(
        NodeEvent.Unreached.class,
        e ->
            "balancer %s: %s reached %s in vain, answered %d"
                .formatted(e.balancer(), e.local(), e.incarnation(), e.status()));
    say(
        NodeEvent.StoreRead.class,
        e ->
            "the store holds "
                + list(e.families().stream().map(f -> f.family() + " " + f.keys()).toList()));
    say(
        NodeEvent.Owns.class,
        e ->
            "%s owns %d sessions (%s): %s"
                .formatted(e.node(), e.sessions().size(), word(e.source()), list(e.sessions())));
  }

  private static void faults() {
    say(
        FaultEvent.Injecting.class,
        e ->
            "FAULT %s: %s %s %s"
                .formatted(e.fault(), e.kind().key(), e.role().key(), list(e.targets())));
    say(FaultEvent.Injected.class, e -> "FAULT %s: injected".formatted(e.fault()));
    say(
        FaultEvent.EffectSeen.class,
        e -> "FAULT %s: effect on %s: %s".formatted(e.fault(), e.node(), e.effect()));
    say(
        FaultEvent.SignatureSeen.class,
        e -> "FAULT %s: %s shows %s".formatted(e.fault(), e.node(), e.signature().key()));
    say(FaultEvent.Failed.class, e -> "FAULT %s FAILED: %s".formatted(e.fault(), e.why()));
    say(
        FaultEvent.Healed.class,
        e -> "FAULT %s: %s healed: %s".formatted(e.fault(), e.node(), e.how()));
  }

  private static void harness() {
    say(HarnessEvent.Tick.class, e -> "tick");
    say(
        HarnessEvent.PhaseBegan.class,
        e -> "--- %s %s".formatted(word(e.phase()), e.detail()).stripTrailing());
    say(
        HarnessEvent.Fitness.class,
        e ->
            "fitness of %s: loop lag %s, tick gap %s, queue %d %%, flush gap %s, steal %d %%, throttled %s, descriptors %d %%, foreign CPU %d %%"
                .formatted(
                    e.process(),
                    millis(e.lagNanosMax()),
                    millis(e.tickGapNanosMax()),
                    e.queuePercentMax(),
                    millis(e.flushGapNanosMax()),
                    e.stealPercent(),
                    millis(e.throttledNanos()),
                    e.descriptorsPercent(),
                    e.foreignPercent()));
    say(HarnessEvent.ProcessDied.class, e -> "DIED %s: %s".formatted(e.process(), e.why()));
    say(
        HarnessEvent.Marked.class,
        e -> "MARK %s (said %s before)".formatted(e.text(), millis(e.at() - e.saidAt())));
    say(HarnessEvent.Note.class, e -> "note: " + e.text());
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String after(String lead, @Nullable String text) {
    return text == null || text.isEmpty() ? "" : lead + text;
  }

  private static String unknown(@Nullable Object value) {
    return value == null ? "unknown" : value.toString();
  }

  private static String ago(long at, long stamp) {
    return stamp == 0 ? "never" : String.format(Locale.ROOT, "%.3f s ago", (at - stamp) / 1e9);
  }

  private static String millis(long nanos) {
    return nanos < 0 ? "-" : String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
  }

  private static String list(List<String> items) {
    if (items.isEmpty()) {
      return "nothing";
    }
    String shown = String.join(" ", items.subList(0, Math.min(MOST_LISTED, items.size())));
    int more = items.size() - MOST_LISTED;
    return more > 0 ? shown + " and " + more + " more" : shown;
  }
}
