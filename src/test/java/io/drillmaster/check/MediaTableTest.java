package io.drillmaster.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MediaTableTest {

  private final MediaTable table = new MediaTable();

  MediaTableTest() {
    table.node("k1", "192.0.2.1", "media_1");
    table.node("k2", "192.0.2.2", "media_2");
  }

  @Test
  void namesNodesByIdAndByAddress() {
    assertThat(table.ofId("media_1")).isEqualTo("k1");
    assertThat(table.ofAddresses(List.of("192.0.2.2", "10.0.0.1"))).containsExactly("k2");
    assertThat(table.ofAddresses(List.of("192.0.2.2", "192.0.2.1"))).containsExactly("k1", "k2");
    assertThat(table.ofAddresses(List.of("198.51.100.7"))).isEmpty();
  }

  @Test
  void callsAnIdThatIsInNoInventoryByItself() {
    assertThat(table.ofId("media_9")).isEqualTo("media_9");
    table.listed("media_9", "192.0.2.9");
    assertThat(table.ofId("media_9")).isEqualTo("media_9");
    assertThat(table.ofAddresses(List.of("192.0.2.9"))).containsExactly("media_9");
  }

  @Test
  void learnsAnIdFromAListThatNamesTheAddressOfANode() {
    table.node("k3", "192.0.2.3", "");
    table.listed("media_3", "192.0.2.3");
    assertThat(table.ofId("media_3")).isEqualTo("k3");
    assertThat(table.ofAddresses(List.of("192.0.2.3"))).containsExactly("k3");
    assertThat(table.ofId("media_4")).isEqualTo("media_4");
  }

  @Test
  void makesNothingOfAnAddressThatTwoNodesHave() {
    table.node("k3", "192.0.2.1", "media_3");
    assertThat(table.ofAddress("192.0.2.1")).containsExactly("k1", "k3");
    assertThat(table.ofAddresses(List.of("192.0.2.1"))).isEmpty();
    table.listed("media_8", "192.0.2.1");
    assertThat(table.ofId("media_8")).isEqualTo("media_8");
  }

  @Test
  void leavesOutWhatIsEmpty() {
    table.node("k4", "", "");
    table.listed("media_4", "");
    assertThat(table.ofId("")).isEmpty();
    assertThat(table.ofAddress("")).isEmpty();
    assertThat(MediaTable.isName("3f2.local")).isTrue();
    assertThat(MediaTable.isName("192.0.2.1")).isFalse();
  }
}
