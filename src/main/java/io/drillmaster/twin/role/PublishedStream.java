package io.drillmaster.twin.role;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stream that a participant publishes.
 *
 * @param properties of the publishVideo request; changed by streamPropertyChanged
 */
record PublishedStream(
    String streamId, long createdAtMillis, Map<String, @Nullable Object> properties) {

  private @Nullable Object property(String key) {
    return properties.get(key);
  }

  /** As in participantPublished. */
  Map<String, @Nullable Object> announced() {
    return Fields.of(
        "id", streamId,
        "createdAt", createdAtMillis,
        "hasAudio", property("hasAudio"),
        "hasVideo", property("hasVideo"),
        "audioActive", property("audioActive"),
        "videoActive", property("videoActive"),
        "typeOfVideo", property("typeOfVideo"),
        "frameRate", property("frameRate"),
        "videoDimensions", property("videoDimensions"),
        "filter", Map.of());
  }

  /** As in the value list of joinRoom: another order. */
  Map<String, @Nullable Object> listed() {
    return Fields.of(
        "id", streamId,
        "createdAt", createdAtMillis,
        "hasAudio", property("hasAudio"),
        "hasVideo", property("hasVideo"),
        "videoActive", property("videoActive"),
        "audioActive", property("audioActive"),
        "typeOfVideo", property("typeOfVideo"),
        "frameRate", property("frameRate"),
        "videoDimensions", property("videoDimensions"),
        "filter", Map.of());
  }

  /** As in REST. */
  Map<String, @Nullable Object> rest() {
    return Fields.of(
        "createdAt",
        createdAtMillis,
        "streamId",
        streamId,
        "mediaOptions",
        Fields.of(
            "hasAudio", property("hasAudio"),
            "audioActive", property("audioActive"),
            "hasVideo", property("hasVideo"),
            "videoActive", property("videoActive"),
            "typeOfVideo", property("typeOfVideo"),
            "frameRate", property("frameRate"),
            "videoDimensions", property("videoDimensions"),
            "filter", Map.of()));
  }
}
