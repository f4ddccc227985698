package io.drillmaster.twin;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.openvidu.Observation;
import io.drillmaster.process.Signal;
import io.drillmaster.process.Signals;
import io.drillmaster.time.Pause;
import io.drillmaster.twin.browser.Chromium;
import io.drillmaster.twin.browser.NpmPackages;
import io.drillmaster.twin.browser.PageServer;
import io.drillmaster.twin.browser.Tab;
import io.drillmaster.twin.browser.Tab.Step;
import io.drillmaster.twin.wire.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The load's participant and the published SDK, members of one room with sockets at one entry, go
 * through the same fault by the same steps with the same waits.
 */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SideBySideIT {

  private static final Duration LOOK_EVERY = Duration.ofMillis(20);
  private static final Duration BOUND = Duration.ofSeconds(25);
  private static final int TRIES_MAX = 30;

  private final Transport transport = Transport.open("participants");
  private Twin twin;
  private TestBackend backend;
  private Chromium chromium;
  private PageServer pages;

  /** Two members of a room whose sockets came in at one master, which does not own the room. */
  private record Pair(SdkUser sdk, ParticipantUser ours, TwinNode owner, TwinNode entry) {

    SideBySide since(int sdkSteps, int ourSteps) {
      List<Step> theirs = sdk.tab().steps();
      List<Step> mine = ours.steps();
      return new SideBySide(
          theirs.subList(sdkSteps, theirs.size()), mine.subList(ourSteps, mine.size()));
    }

    /** Waits until nothing is under way to either, and the participant's next proof is not due. */
    void awaitSilence() throws InterruptedException {
      Silence.await(List.of(sdk.tab()::steps, ours::steps));
      Silence.awaitSignal(ours::steps);
    }
  }

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    Path program = NpmPackages.program("chromium", "openvidu-browser beside a participant");
    Path modules = NpmPackages.installed("openvidu-browser beside a participant");
    Path twins = folder.resolve("twin");
    TwinSpec spec = new TwinSpec(3, 1, TwinClocks.FAST, List.of(), 7, twins, 100, List.of());
    twin = Twin.start(spec, TwinTestMain.launch(), TwinWatch.NONE);
    backend = new TestBackend(twin);
    pages = PageServer.start(modules);
    chromium = Chromium.start(program, folder);
  }

  @AfterAll
  void stop() {
    if (chromium != null) {
      chromium.close();
    }
    if (pages != null) {
      pages.close();
    }
    if (twin != null) {
      twin.close();
    }
    transport.close();
  }

  @BeforeEach
  void awaitWhole() throws Exception {
    assertThat(Pause.until(twin::isWhole, Duration.ofMillis(100), Duration.ofSeconds(40))).isTrue();
  }

  @Test
  void theyJoinAndPublishByTheSameRequests() throws Exception {
    Pair pair = pair("join");

    assertThat(SideBySide.requestsUntil("publishVideo", pair.ours().steps()))
        .isEqualTo(SideBySide.requestsUntil("publishVideo", pair.sdk().tab().steps()))
        .containsExactly("ping interval", "joinRoom", "publishVideo");
  }

  @Test
  void theyResumeAfterTheDeathOfTheirEntry() throws Exception {
    Pair pair = pair("resume");
    pair.awaitSilence();
    int theirs = pair.sdk().tab().steps().size();
    int mine = pair.ours().steps().size();

    send(pair.entry(), Signal.KILL);
    await(() -> pair.since(theirs, mine).bothSent("ping interval"), pair, theirs, mine);

    SideBySide both = pair.since(theirs, mine);
    String[] resumed = {"ENDED", "OPENING reconnect", "UPGRADED", "connect", "ping interval"};
    assertThat(both.ours()).endsWith(resumed);
    assertThat(both.sdk()).endsWith(resumed);
    assertThat(both.differences()).isEmpty();
  }

  @Test
  void theyGiveASilentEntryUpAfterTheSameWait() throws Exception {
    Pair pair = pair("silence");
    pair.awaitSilence();
    int theirs = pair.sdk().tab().steps().size();
    int mine = pair.ours().steps().size();

    twin.protect(pair.entry().incarnation());
    send(pair.entry(), Signal.STOP);
    try {
      await(() -> pair.since(theirs, mine).bothSent("ping interval"), pair, theirs, mine);
    } finally {
      send(pair.entry(), Signal.KILL);
      twin.release(pair.entry().incarnation());
    }

    SideBySide both = pair.since(theirs, mine);
    String[] resumed = {"ping", "OPENING reconnect", "UPGRADED", "connect", "ping interval"};
    assertThat(both.ours()).endsWith(resumed);
    assertThat(both.sdk()).endsWith(resumed);
    assertThat(both.differences()).isEmpty();
  }

  @Test
  void theyObeyTheNoticeOfACrash() throws Exception {
    Pair pair = pair("crash");
    int theirs = pair.sdk().tab().steps().size();
    int mine = pair.ours().steps().size();

    send(pair.owner(), Signal.KILL);
    pair.sdk().awaitTold("sessionDisconnected", "", "nodeCrashed");
    await(() -> pair.ours().told() != null, pair, theirs, mine);

    assertThat(pair.ours().told().verdict()).isEqualTo(Observation.Verdict.NODE_CRASHED);
    SideBySide both = pair.since(theirs, mine);
    assertThat(both.oursAfterNotice()).isEqualTo(both.sdkAfterNotice());
  }

  private static void await(BooleanSupplier condition, Pair pair, int theirs, int mine)
      throws InterruptedException {
    if (!Pause.until(condition, LOOK_EVERY, BOUND)) {
      throw new AssertionError(pair.since(theirs, mine));
    }
  }

  private Pair pair(String session) throws Exception {
    Tab tab = chromium.open(pages.page(twin.nodes()));
    SdkUser sdk = new SdkUser(tab, twin, "sdk");
    SdkUser.Apart where = sdk.joinApart(session);
    for (int i = 0; i < TRIES_MAX; i++) {
      ParticipantUser ours = new ParticipantUser(transport, session, backend.token(session));
      if (backend.entry(ours.join()).equals(where.entry().name())) {
        sdk.call("publish()");
        return new Pair(sdk, ours, where.owner(), where.entry());
      }
      ours.leave();
    }
    throw new AssertionError("no participant came in at " + where.entry().name());
  }

  private static void send(TwinNode node, Signal signal) {
    assertThat(Signals.system().send(node.process(), signal)).isTrue();
  }
}
