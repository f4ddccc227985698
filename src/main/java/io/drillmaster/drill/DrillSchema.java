package io.drillmaster.drill;

import io.drillmaster.drill.Form.Variant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON Schema of drill files, for editors, generated from the table that the reader uses. What
 * several keys say together only the reader judges.
 */
public final class DrillSchema {

  /** The resource that holds the generated text. */
  public static final String RESOURCE = "/drill.schema.json";

  private DrillSchema() {}

  /** The schema as JSON text. */
  public static String text() {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    root.put("title", "Drillmaster drill");
    root.putAll(schema(DrillForm.DRILL));
    StringBuilder out = new StringBuilder();
    json(out, root, "");
    return out.append('\n').toString();
  }

  private static Map<String, Object> schema(Form form) {
    Map<String, Object> schema = new LinkedHashMap<>();
    if (form instanceof Form.Block block) {
      block(schema, block.keys());
    } else if (form instanceof Form.OneOf oneOf) {
      schema.put(
          "oneOf",
          oneOf.variants().stream()
              .filter(v -> !v.key().isLater())
              .map(DrillSchema::variant)
              .toList());
    } else if (form instanceof Form.Items items) {
      schema.put("type", "array");
      schema.put("items", schema(items.each()));
      schema.put("minItems", items.least());
    } else if (form instanceof Form.Either either) {
      schema.put("anyOf", List.of(schema(either.first()), schema(either.second())));
    } else {
      scalar(schema, form);
    }
    return schema;
  }

  private static void scalar(Map<String, Object> schema, Form form) {
    if (form instanceof Form.Text text) {
      schema.put("type", "string");
      schema.put(
          "pattern", anchored(text.pattern().replace("(?s)", "").replace(".*", "[\\s\\S]*")));
    } else if (form instanceof Form.Whole whole) {
      schema.put("type", "integer");
      schema.put("minimum", whole.low());
      schema.put("maximum", whole.high());
    } else if (form instanceof Form.Decimal decimal) {
      schema.put("type", "number");
      schema.put("minimum", decimal.low());
      schema.put("maximum", decimal.high());
    } else if (form instanceof Form.Time time) {
      schema.put("type", "string");
      schema.put("pattern", anchored(Times.PATTERN.replace("-?", "")));
      schema.put("description", Scalars.expected(time));
    } else if (form instanceof Form.YesNo) {
      schema.put("type", "boolean");
    } else if (form instanceof Form.Word word) {
      schema.put("enum", word.words());
    } else if (form instanceof Form.Grammar grammar) {
      schema.put("type", "string");
      schema.put("pattern", anchored(grammar.pattern()));
      schema.put("description", grammar.called());
    } else {
      throw new IllegalStateException("no schema for " + form.getClass());
    }
  }

  private static String anchored(String pattern) {
    return "^" + pattern + "$";
  }

  private static Map<String, Object> variant(Variant variant) {
    List<Form.Key> keys = new ArrayList<>();
    keys.add(variant.key());
    keys.addAll(variant.beside());
    Map<String, Object> schema = new LinkedHashMap<>();
    block(schema, keys);
    return schema;
  }

  private static void block(Map<String, Object> schema, List<Form.Key> keys) {
    Map<String, Object> properties = new LinkedHashMap<>();
    for (Form.Key key : keys) {
      if (!key.isLater()) {
        properties.put(key.name(), property(key));
      }
    }
    schema.put("type", "object");
    schema.put("properties", properties);
    schema.put(
        "required", keys.stream().filter(Form.Key::isMandatory).map(Form.Key::name).toList());
    schema.put("additionalProperties", false);
  }

  private static Map<String, Object> property(Form.Key key) {
    Map<String, Object> property = schema(key.form());
    boolean hasDefault = !key.isMandatory() && !key.otherwise().equals(Form.Key.ABSENT);
    property.merge(
        "description",
        key.says() + (hasDefault ? " (default " + key.otherwise() + ")" : ""),
        (form, says) -> says + "; " + form);
    return property;
  }

  private static void json(StringBuilder out, Object value, String indent) {
    String inner = indent + "  ";
    if (value instanceof Map<?, ?> map) {
      list(
          out,
          "{",
          "}",
          indent,
          map.entrySet().stream()
              .<Runnable>map(
                  entry ->
                      () -> {
                        json(out, String.valueOf(entry.getKey()), inner);
                        out.append(": ");
                        json(out, entry.getValue(), inner);
                      })
              .toList());
    } else if (value instanceof List<?> list) {
      list(
          out,
          "[",
          "]",
          indent,
          list.stream().<Runnable>map(item -> () -> json(out, item, inner)).toList());
    } else if (value instanceof String text) {
      out.append('"').append(text.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
    } else {
      out.append(value);
    }
  }

  private static void list(
      StringBuilder out, String open, String close, String indent, List<Runnable> items) {
    out.append(open);
    String separator = "\n";
    for (Runnable item : items) {
      out.append(separator).append(indent).append("  ");
      item.run();
      separator = ",\n";
    }
    out.append(items.isEmpty() ? "" : "\n" + indent).append(close);
  }
}
