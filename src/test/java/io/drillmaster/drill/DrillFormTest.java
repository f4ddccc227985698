package io.drillmaster.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillmaster.check.Checks;
import io.drillmaster.drill.YamlNode.Place;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of keys: every key is found when misspelt, and the schema in the jar is its own. */
final class DrillFormTest {

  /** Every block of keys within a form. */
  private static List<List<Form.Key>> blocks(Form form) {
    List<List<Form.Key>> blocks = new ArrayList<>();
    if (form instanceof Form.Block block) {
      blocks.add(block.keys());
      block.keys().forEach(key -> blocks.addAll(blocks(key.form())));
    } else if (form instanceof Form.OneOf oneOf) {
      blocks.add(oneOf.variants().stream().map(Form.Variant::key).toList());
      for (Form.Variant variant : oneOf.variants()) {
        blocks.addAll(blocks(variant.key().form()));
        if (!variant.beside().isEmpty()) {
          blocks.add(variant.beside());
        }
      }
    } else if (form instanceof Form.Items items) {
      blocks.addAll(blocks(items.each()));
    } else if (form instanceof Form.Either either) {
      blocks.addAll(blocks(either.first()));
      blocks.addAll(blocks(either.second()));
    }
    return blocks;
  }

  private static List<String> misspellings(String key) {
    int middle = key.length() / 2;
    return List.of(
        key + "x",
        key.substring(0, middle) + key.substring(middle + 1),
        key.substring(0, middle) + "x" + key.substring(middle),
        key.substring(0, middle - 1)
            + key.charAt(middle)
            + key.charAt(middle - 1)
            + key.substring(middle + 1));
  }

  @Test
  void everyKeyIsSuggestedWhenItIsMisspelt() {
    List<List<Form.Key>> blocks = blocks(DrillForm.DRILL);
    assertThat(blocks).hasSizeGreaterThan(10);
    for (List<Form.Key> keys : blocks) {
      List<String> names = keys.stream().map(Form.Key::name).toList();
      for (String name : names) {
        for (String misspelt : misspellings(name)) {
          if (!names.contains(misspelt)) {
            Problems problems = new Problems();
            Place place = new Place("x.yaml", 3, 1);
            YamlNode node =
                new YamlNode.Mapping(
                    place,
                    List.of(new YamlNode.Entry(place, misspelt, new YamlNode.Scalar(place, "x"))));
            new FormReader(problems).read(node, new Form.Block(keys), "");

            assertThat(problems.exception().getMessage())
                .contains("x.yaml:3: %s: unknown key; did you mean %s?".formatted(misspelt, name));
          }
        }
      }
    }
  }

  @Test
  void everyDefaultFitsItsOwnForm() {
    for (List<Form.Key> keys : blocks(DrillForm.DRILL)) {
      Problems problems = new Problems();
      Place place = new Place("x.yaml", 1, 1);
      List<Form.Key> optional = keys.stream().filter(key -> !key.isMandatory()).toList();

      new FormReader(problems)
          .read(new YamlNode.Mapping(place, List.of()), new Form.Block(optional), "");

      assertThat(problems.none()).isTrue();
    }
  }

  @Test
  void everyCheckThatIsMadeMayBeRequired() {
    assertThat(DrillForm.CHECKS)
        .containsExactlyElementsOf(Checks.all().stream().map(Checks.About::name).toList());
  }

  @Test
  void theSchemaInTheJarIsGeneratedFromTheTable() throws IOException {
    try (InputStream in = DrillSchema.class.getResourceAsStream(DrillSchema.RESOURCE)) {
      assertThat(in).as("src/main/resources%s", DrillSchema.RESOURCE).isNotNull();
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .as(
              "regenerate it: write DrillSchema.text() to src/main/resources%s",
              DrillSchema.RESOURCE)
          .isEqualTo(DrillSchema.text());
    }
  }

  @Test
  void nearWordsAreFoundAndFarOnesAreNot() {
    assertThat(Nearest.to("sesions", List.of("sessions", "safety"))).contains("sessions");
    assertThat(Nearest.to("Sessions", List.of("sessions"))).contains("sessions");
    assertThat(Nearest.to("elephant", List.of("sessions", "safety"))).isEmpty();
    assertThat(Nearest.distance("abcd", "acbd")).isEqualTo(1);
    assertThat(Nearest.distance("", "abc")).isEqualTo(3);
  }

  @Test
  void timesReadAndWrite() {
    for (String text : List.of("0s", "250ms", "1.5s", "5s", "90s", "2m", "1h", "1234ms")) {
      assertThat(Times.parse(Times.text(Times.parse(text)))).isEqualTo(Times.parse(text));
    }
    assertThat(Times.text(Times.parse("90s"))).isEqualTo("90s");
    assertThat(Times.text(Times.parse("60s"))).isEqualTo("1m");
    assertThat(Times.text(Times.parse("1500ms"))).isEqualTo("1.5s");
    assertThat(Times.text(Times.parse("0m"))).isEqualTo("0s");
    assertThat(Times.seconds(Times.parse("1m"))).isEqualTo("60 s");
    assertThat(Times.seconds(Times.parse("250ms"))).isEqualTo("0.3 s");
  }
}
