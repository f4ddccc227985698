package io.drillmaster.history;

import java.util.ArrayList;
import java.util.List;

/**
 * Monotonic clocks of several hosts. Stamps of one boot of one host compare directly; those of
 * another are translated through the wall clocks of both headers, as good as these agree.
 */
final class Hosts {

  private Hosts() {}

  /** What to add to stamps of {@code header}'s file so that they are stamps of the reference's. */
  static long translation(Header reference, Header header) {
    if (header.boot().equals(reference.boot())) {
      return 0;
    }
    return reference.anchor().nanosAt(header.anchor().wall()) - header.anchor().nanos();
  }

  /** One sentence for each file whose stamps are translated. */
  static List<String> notes(List<Header> headers) {
    List<String> notes = new ArrayList<>();
    for (Header header : headers) {
      Header reference = headers.get(0);
      if (!header.boot().equals(reference.boot())) {
        notes.add(
            ("stamps of %s come from host %s, those of %s from %s: compared through their wall"
                    + " clocks, and only as good as these agree")
                .formatted(header.writer(), header.host(), reference.writer(), reference.host()));
      }
    }
    return List.copyOf(notes);
  }
}
