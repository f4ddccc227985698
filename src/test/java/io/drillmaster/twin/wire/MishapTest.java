package io.drillmaster.twin.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.unix.Errors.NativeIoException;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import java.io.IOException;
import java.util.ConcurrentModificationException;
import org.junit.jupiter.api.Test;

class MishapTest {

  @Test
  void whatTheOtherSideDidIsNoMistakeOfOurs() {
    assertThat(Mishap.isOurs(new IOException("Connection reset by peer"))).isFalse();
    assertThat(Mishap.isOurs(new NativeIoException("write", -32))).isFalse();
    assertThat(Mishap.isOurs(new CorruptedWebSocketFrameException())).isFalse();
  }

  @Test
  void aBrokenHandlerIs() {
    assertThat(Mishap.isOurs(new ConcurrentModificationException())).isTrue();
  }
}
