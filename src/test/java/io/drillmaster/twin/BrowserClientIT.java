package io.drillmaster.twin;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.process.Signal;
import io.drillmaster.process.Signals;
import io.drillmaster.time.Pause;
import io.drillmaster.twin.browser.Chromium;
import io.drillmaster.twin.browser.NpmPackages;
import io.drillmaster.twin.browser.PageServer;
import io.drillmaster.twin.browser.Tab;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The published browser SDK, unmodified, in a real browser: what its application is told. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserClientIT {

  /** A lease of 5 s and a sweep of 0.3 s (checks.md 6), and what a busy machine adds. */
  private static final Duration SEALED = Duration.ofMillis(5300).plusSeconds(5);

  private Twin twin;
  private TestBackend backend;
  private Chromium chromium;
  private PageServer pages;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    Path program = NpmPackages.program("chromium", "openvidu-browser in Chromium");
    Path modules = NpmPackages.installed("openvidu-browser in Chromium");
    twin =
        Twin.start(TestTwins.spec(folder.resolve("twin")), TwinTestMain.launch(), TwinWatch.NONE);
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
  }

  @BeforeEach
  void awaitWhole() throws Exception {
    assertThat(Pause.until(twin::isWhole, Duration.ofMillis(100), Duration.ofSeconds(40))).isTrue();
  }

  private SdkUser user(String name) throws Exception {
    Tab tab = chromium.open(pages.page(twin.nodes()));
    return new SdkUser(tab, twin, name);
  }

  @Test
  void twoPagesSeeHearAndLoseEachOther() throws Exception {
    SdkUser ann = user("ann");
    SdkUser bob = user("bob");
    backend.session("talk");

    ann.join("talk");
    String annStream = ann.call("publish()").asString();
    bob.join("talk");
    bob.awaitTold("subscribed", annStream, "");
    String bobStream = bob.call("publish()").asString();
    ann.awaitTold("subscribed", bobStream, "");
    ann.awaitMedia(2);
    bob.awaitMedia(2);

    ann.call("signal('to all')");
    ann.awaitTold("signal:chat", ann.con(), "to all");
    bob.awaitTold("signal:chat", ann.con(), "to all");
    bob.call("signal('to ann', ['" + ann.con() + "'])");
    ann.awaitTold("signal:chat", bob.con(), "to ann");
    bob.call("mute()");
    ann.awaitTold("streamPropertyChanged", "videoActive", "false");
    bob.call("unpublish()");
    ann.awaitTold("streamDestroyed", bobStream, "unpublish");
    ann.call("leave()");
    bob.awaitTold("connectionDestroyed", ann.con(), "disconnect");

    assertThat(bob.told()).doesNotContain(new SdkUser.Told("signal:chat", bob.con(), "to ann"));
    bob.call("leave()");
    bob.awaitTold("sessionDisconnected", "", "disconnect");
  }

  @Test
  void anOwnersDeathIsToldAsACrashAndTheApplicationsRejoin() throws Exception {
    SdkUser ann = user("ann");
    SdkUser bob = user("bob");
    TwinNode owner = ann.joinApart("crash").owner();
    bob.joinNotBy(owner.name(), "crash");
    String stream = ann.call("publish()").asString();
    bob.awaitTold("subscribed", stream, "");

    kill(owner);
    ann.awaitTold("sessionDisconnected", "", "nodeCrashed", SEALED);
    bob.awaitTold("sessionDisconnected", "", "nodeCrashed", SEALED);

    backend.session("crash");
    ann.join("crash");
    String again = ann.call("publish()").asString();
    bob.join("crash");
    bob.awaitTold("subscribed", again, "");
    ann.call("signal('here again')");
    bob.awaitTold("signal:chat", ann.con(), "here again");
  }

  @Test
  void anEntrysDeathIsSurvived() throws Exception {
    SdkUser ann = user("ann");
    TwinNode entry = ann.joinApart("entry").entry();
    SdkUser bob = user("bob");
    bob.joinNotBy(entry.name(), "entry");
    String stream = ann.call("publish()").asString();
    bob.awaitTold("subscribed", stream, "");
    ann.awaitMedia(1);
    Silence.await(List.of(ann.tab()::steps));

    kill(entry);
    ann.awaitTold("reconnecting", "", "");
    ann.awaitTold("reconnected", "", "");

    ann.call("signal('still here')");
    bob.awaitTold("signal:chat", ann.con(), "still here");
    bob.call("signal('so am I')");
    ann.awaitTold("signal:chat", bob.con(), "so am I");
    assertThat(bob.told()).extracting(SdkUser.Told::what).doesNotContain("streamDestroyed");
    assertThat(ann.ice()).isEqualTo(List.of("connected"));
  }

  @Test
  void aMediaNodesDeathIsToldAsACrash() throws Exception {
    SdkUser ann = user("ann");
    backend.session("media");
    ann.join("media");
    ann.call("publish()");
    ann.awaitMedia(1);
    String id = backend.get("/openvidu/api/sessions/media").get("mediaNodeId").asString();

    kill(twin.nodes().stream().filter(node -> node.id().equals(id)).findFirst().orElseThrow());

    ann.awaitTold("sessionDisconnected", "", "nodeCrashed");
  }

  @Test
  void aModeratorPutsOutStreamsAndMembers() throws Exception {
    SdkUser ann = user("ann");
    SdkUser bob = user("bob");
    backend.session("order");
    ann.joinAs("MODERATOR", "order");
    bob.join("order");
    String stream = bob.call("publish()").asString();
    ann.awaitTold("subscribed", stream, "");

    ann.call("forceUnpublish('" + bob.con() + "')");
    bob.awaitTold("ownStreamDestroyed", stream, "forceUnpublishByUser");
    ann.awaitTold("streamDestroyed", stream, "forceUnpublishByUser");
    ann.call("forceDisconnect('" + bob.con() + "')");
    bob.awaitTold("sessionDisconnected", "", "forceDisconnectByUser");
    ann.awaitTold("connectionDestroyed", bob.con(), "forceDisconnectByUser");
  }

  private static void kill(TwinNode node) {
    assertThat(Signals.system().send(node.process(), Signal.KILL)).isTrue();
  }
}
