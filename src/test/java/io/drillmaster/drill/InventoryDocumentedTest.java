package io.drillmaster.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The examples of the page about clusters of one's own. */
class InventoryDocumentedTest {
  private static final Pattern EXAMPLE = Pattern.compile("(?ms)^```yaml\\n(.*?)^```");

  private static List<String> examples() throws IOException {
    String page = Files.readString(Path.of("src/docs/inventory.md"));
    return EXAMPLE.matcher(page).results().map(found -> found.group(1)).toList();
  }

  @Test
  void aUrlCanBeAttachedToAsThePageSays() throws IOException {
    String drill = "drill: page\nproves: The page.\ntimeline:\n  - wait: 5s\n" + examples().get(0);
    assertThat(((TargetSpec.Attach) DrillFile.read("page.yaml", drill).target()).entrance().ca())
        .isEqualTo("staging-ca.pem");
  }

  @Test
  void anInventoryReadsAsThePageSays() throws IOException {
    Inventory inventory = InventoryFile.read("site.yaml", examples().get(1));
    assertThat(inventory.nodes())
        .extracting(Inventory.Machine::name)
        .containsExactly("m1", "m2", "k1");
    assertThat(inventory.nodes().get(0).faults().keySet())
        .containsExactlyInAnyOrder(FaultKind.FREEZE, FaultKind.CRASH);
    assertThat(inventory.nodes()).filteredOn(Inventory.Machine::drill).hasSize(1);
  }

  @Test
  void containersAreFoundAsThePageSays() throws IOException {
    assertThat(InventoryFile.read("compose.yaml", examples().get(2)).containers())
        .contains("com.docker.compose.project=openvidu");
  }
}
