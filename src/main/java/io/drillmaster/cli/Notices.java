package io.drillmaster.cli;

import io.drillmaster.check.Judgement;
import io.drillmaster.cli.notify.Notice;
import io.drillmaster.cli.notify.Notifier;
import io.drillmaster.drill.Drill;
import io.drillmaster.drill.SecretFrom;
import io.drillmaster.run.Screen;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The webhook of a drill that has one, through a run. */
final class Notices implements AutoCloseable {

  private final @Nullable Notifier notifier;
  private @Nullable NotifyingScreen screen;

  private Notices(@Nullable Notifier notifier) {
    this.notifier = notifier;
  }

  /**
   * The webhook of a drill; nobody is told anything yet.
   *
   * @throws BadInput when its address is not where the drill says, or is none
   */
  static Notices of(Drill drill, Map<String, String> environment) {
    SecretFrom place = drill.webhook().orElse(null);
    if (place == null) {
      return new Notices(null);
    }
    String address = Secrets.read("notify", "the webhook's address", place, environment);
    try {
      return new Notices(new Notifier(Notifier.address(address)));
    } catch (IllegalArgumentException noAddress) {
      throw new BadInput(
          "notify: what %s %s holds %s"
              .formatted(place.place().key(), place.name(), noAddress.getMessage()));
    }
  }

  /** A screen that shows what this one shows, and tells the webhook. */
  Screen on(Screen shown, String run, Drill drill) {
    Notifier to = notifier;
    if (to == null) {
      return shown;
    }
    Notice like =
        new Notice(
            Notice.Event.START,
            run,
            drill.name(),
            drill.target().kind(),
            drill.safety().change(),
            "");
    NotifyingScreen telling = new NotifyingScreen(shown, like, to::tell);
    screen = telling;
    return telling;
  }

  /** The run is judged. */
  void ended(Judgement judgement) {
    ended(judgement.overall().name().toUpperCase(Locale.ROOT) + ": " + judgement.why());
  }

  /** The run is over. */
  void ended(String how) {
    if (screen != null) {
      screen.ended(how);
    }
  }

  /** Waits a little for the last notices; what was not delivered, in words; empty = nothing. */
  String finish() {
    return notifier == null ? "" : notifier.finish();
  }

  @Override
  public void close() {
    if (notifier != null) {
      notifier.close();
    }
  }
}
