package io.drillmaster.report;

import tools.jackson.databind.json.JsonMapper;

/** Chart data as JSON that may stand inside a script element, whatever its strings contain. */
final class ChartDataCodec {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  private ChartDataCodec() {}

  /** JSON whose strings spell the characters that end a script element or a line by number. */
  static String json(ChartData data) {
    return MAPPER
        .writeValueAsString(data)
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }
}
