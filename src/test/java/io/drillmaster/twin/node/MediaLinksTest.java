package io.drillmaster.twin.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.drillmaster.twin.media.MediaEngine;
import io.drillmaster.twin.media.MediaMessage;
import io.drillmaster.twin.media.MediaServer;
import io.drillmaster.twin.role.MasterInput;
import io.drillmaster.twin.role.MasterOutput;
import io.drillmaster.twin.role.MediaCommand;
import io.drillmaster.twin.store.StoreAnswer;
import io.drillmaster.twin.wire.Dialer;
import io.drillmaster.twin.wire.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A master's connections to media nodes, over loopback. */
class MediaLinksTest {

  private final Transport transport = Transport.open("media-links");
  private final Transport nodes = Transport.open("media-node");
  private final List<MasterInput> fed = new CopyOnWriteArrayList<>();
  private final MediaLinks links =
      new MediaLinks(
          new MasterIo() {
            @Override
            public void feed(MasterInput input) {
              fed.add(input);
            }

            @Override
            public long nextNumber() {
              return 1;
            }

            @Override
            public boolean isServing() {
              return true;
            }
          },
          new Dialer(transport),
          transport);

  @AfterEach
  void close() {
    transport.close();
    nodes.close();
  }

  private StoreAnswer.MediaNode node() {
    InetSocketAddress address =
        new MediaServer(new MediaEngine("192.0.2.7", 40_001), new MediaMessage.Hello("n4", "pid"))
            .listen(nodes, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    String uri = "ws://" + Transport.text(address) + MediaServer.PATH;
    return new StoreAnswer.MediaNode("n4", "192.0.2.7", uri, "running", 0, List.of());
  }

  private void ask(long number) {
    MediaCommand command = new MediaCommand.PrepareOffer("room", 1, "sub-" + number);
    transport.loop().execute(() -> links.ask(new MasterOutput.AskMedia(number, "n4", command)));
  }

  private List<Long> answered() {
    return fed.stream()
        .filter(input -> input instanceof MasterInput.MediaAnswered)
        .map(input -> ((MasterInput.MediaAnswered) input).ask())
        .toList();
  }

  @Test
  void whatIsAskedOfANodeBeforeItIsMetWaitsForTheFirstConnection() {
    StoreAnswer.MediaNode node = node();
    ask(1);
    ask(2);
    transport.loop().execute(() -> links.connect(node));
    ask(3);

    await().untilAsserted(() -> assertThat(answered()).containsExactly(1L, 2L, 3L));
    assertThat(fed).contains(new MasterInput.MediaUp("n4", "pid"));
  }

  @Test
  void whatIsAskedOfANodeThatNeverComesFailsInTheEnd() {
    ask(1);

    await()
        .untilAsserted(
            () ->
                assertThat(fed)
                    .containsExactly(new MasterInput.MediaFailed(1, "no connection to n4")));
  }

  @Test
  void whatIsAskedOfALostNodeFailsAtOnce() {
    StoreAnswer.MediaNode node = node();
    transport.loop().execute(() -> links.connect(node));
    await().until(() -> fed.contains(new MasterInput.MediaUp("n4", "pid")));
    nodes.close();
    await().until(() -> fed.contains(new MasterInput.MediaDown("n4")));
    ask(1);

    await().until(() -> fed.contains(new MasterInput.MediaFailed(1, "no connection to n4")));
  }
}
