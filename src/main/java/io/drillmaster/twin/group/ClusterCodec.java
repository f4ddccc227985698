package io.drillmaster.twin.group;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the keeper reads in a master's REST answers. */
final class ClusterCodec {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ClusterCodec() {}

  /** How many media nodes of a list the answering master is connected to. */
  static int connectedMediaNodes(String list) {
    int connected = 0;
    for (JsonNode node : JSON.readTree(list).path("content")) {
      if (node.path("connected").asBoolean(false)) {
        connected++;
      }
    }
    return connected;
  }
}
