package io.drillmaster.twin.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnflushedTest {

  private final Unflushed<String> unflushed = new Unflushed<>();
  private final List<String> flushed = new ArrayList<>();

  @Test
  void handsEachLinkOverOnceInTheOrderOfItsFirstFrame() {
    List.of("a", "b", "a", "c").forEach(unflushed::add);
    unflushed.flush(() -> true, flushed::add);
    unflushed.flush(() -> true, flushed::add);
    assertThat(flushed).containsExactly("a", "b", "c");
  }

  @Test
  void aLinkThatEndsWhileItIsHandedOverMayWriteToOthers() {
    List.of("a", "dead", "c").forEach(unflushed::add);
    unflushed.flush(() -> true, this::endingTheDead);
    assertThat(flushed).containsExactly("a", "dead", "c", "a", "d");
  }

  /** As a channel does whose peer is gone: its end is told from within its flush. */
  private void endingTheDead(String link) {
    flushed.add(link);
    if (link.equals("dead")) {
      unflushed.add("a");
      unflushed.add("d");
      unflushed.flush(() -> true, flushed::add);
    }
  }

  @Test
  void whatMayNotBeHandedOverAnyMoreIsDropped() {
    unflushed.add("a");
    unflushed.flush(() -> false, flushed::add);
    unflushed.flush(() -> true, flushed::add);
    assertThat(flushed).isEmpty();
  }

  @Test
  void isUsableAfterAFailure() {
    unflushed.add("a");
    assertThatThrownBy(
            () ->
                unflushed.flush(
                    () -> true,
                    link -> {
                      throw new IllegalStateException(link);
                    }))
        .hasMessage("a");
    unflushed.add("b");
    unflushed.flush(() -> true, flushed::add);
    assertThat(flushed).containsExactly("b");
  }
}
