package io.drillmaster.check;

import java.util.ArrayList;
import java.util.List;

/** A room as the generated cluster knows it. */
final class GeneratedRoom {
  final String session;

  /** The load process of its members. */
  final String writer;

  final String owner;
  final int mediaNode;
  final long createdAt;
  final List<GeneratedMember> members = new ArrayList<>();
  boolean rebuilt;

  /** When the last member that was evicted entered again. */
  double enteredAt;

  GeneratedRoom(int number, String owner, int mediaNode) {
    this.session = "s" + number;
    this.writer = "worker-" + (1 + number % 2);
    this.owner = owner;
    this.mediaNode = mediaNode;
    this.createdAt = 1_000L + number;
  }

  String mediaAddress(boolean rebuiltNow) {
    return "192.0.2." + mediaNode(rebuiltNow);
  }

  /** A rebuilt room has the other of two media nodes. */
  int mediaNode(boolean rebuiltNow) {
    return rebuiltNow ? 3 - mediaNode : mediaNode;
  }
}
