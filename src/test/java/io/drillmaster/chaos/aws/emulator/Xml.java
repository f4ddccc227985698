package io.drillmaster.chaos.aws.emulator;

import java.util.function.BiConsumer;

/** Writes the XML of answers. Not thread-safe. */
final class Xml {
  private final StringBuilder text = new StringBuilder();

  /** An element with text; none where the value is empty, as AWS leaves it out. */
  Xml text(String name, Object value) {
    String words = String.valueOf(value);
    if (!words.isEmpty()) {
      text.append('<').append(name).append('>').append(escaped(words));
      text.append("</").append(name).append('>');
    }
    return this;
  }

  /** An element with others inside. */
  Xml block(String name, Runnable inside) {
    text.append('<').append(name).append('>');
    inside.run();
    text.append("</").append(name).append('>');
    return this;
  }

  /** A list: one element per item inside one element. */
  <T> Xml list(String name, String item, Iterable<T> items, BiConsumer<Xml, T> each) {
    return block(name, () -> items.forEach(one -> block(item, () -> each.accept(this, one))));
  }

  /** All that was written, inside one element with a namespace. */
  String inside(String root, String namespace) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<%s xmlns=\"%s\">%s</%s>"
        .formatted(root, namespace, text, root);
  }

  private static String escaped(String words) {
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
