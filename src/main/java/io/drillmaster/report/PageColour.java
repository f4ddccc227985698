package io.drillmaster.report;

import java.util.List;
import java.util.stream.Stream;

/** A colour of the palette as the style sheet knows it. */
record PageColour(String css, String light, String dark) {
  static List<PageColour> all() {
    return Stream.of(Palette.values())
        .map(colour -> new PageColour(colour.css(), colour.light(), colour.dark()))
        .toList();
  }
}
