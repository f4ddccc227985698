package io.drillmaster.twin.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The Lua scripts of the store, one per kind of command, each with the shared prelude. */
final class RedisScripts {

  private static final List<String> NAMES =
      List.of(
          "preset_epoch",
          "boot",
          "renew",
          "drain",
          "nodes",
          "create",
          "lookup",
          "place",
          "end",
          "seal",
          "is_sealed",
          "sweep",
          "media_register",
          "media_lost",
          "media_found",
          "media_forget",
          "media_nodes");

  private final Map<String, String> sources = new LinkedHashMap<>();

  RedisScripts() {
    String prelude = read("prelude");
    for (String name : NAMES) {
      sources.put(name, prelude + read(name));
    }
  }

  /** Every script. */
  List<String> names() {
    return NAMES;
  }

  /** The whole source of a script. */
  String source(String name) {
    String source = sources.get(name);
    if (source == null) {
      throw new IllegalArgumentException("no script " + name + "; use one of " + NAMES);
    }
    return source;
  }

  private static String read(String name) {
    String resource = "/twin/" + name + ".lua";
    try (InputStream in = RedisScripts.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("script " + resource + " is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("script " + resource + " cannot be read", e);
    }
  }
}
