package io.drillmaster.check;

import java.util.ArrayList;
import java.util.List;

/** A room as the generated cluster knows it. */
final class GeneratedRoom {
  final String session;
  final String owner;
  final int mediaNode;
  final long createdAt;
  final List<GeneratedMember> members = new ArrayList<>();
  boolean rebuilt;

  /** When the last member that was evicted entered again. */
  double enteredAt;

  GeneratedRoom(String session, String owner, int mediaNode, long createdAt) {
    this.session = session;
    this.owner = owner;
    this.mediaNode = mediaNode;
    this.createdAt = createdAt;
  }
}
