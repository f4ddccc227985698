package io.drillmaster.cli.notify;

import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Notices as JSON. */
final class NoticeCodec {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private NoticeCodec() {}

  static String write(Notice notice) {
    ObjectNode json = JSON.createObjectNode();
    json.put("tool", "drillmaster");
    json.put("event", notice.event().name().toLowerCase(Locale.ROOT));
    json.put("run", notice.run());
    json.put("drill", notice.drill());
    json.put("target", notice.target());
    if (!notice.change().isEmpty()) {
      json.put("change", notice.change());
    }
    json.put("text", notice.text());
    return JSON.writeValueAsString(json);
  }
}
