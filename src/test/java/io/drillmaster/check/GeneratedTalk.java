package io.drillmaster.check;

import io.drillmaster.history.Outcome;
import io.drillmaster.history.SignalEvent.Purpose;
import java.util.Random;

/** What the members of a generated room say to each other, and how they prove their service. */
final class GeneratedTalk {

  /** At most this far apart, a proof is due before service is in doubt. */
  private static final double PROOF_EVERY = 4.5;

  private final Histories histories;
  private final Random random;

  GeneratedTalk(Histories histories, Random random) {
    this.histories = histories;
    this.random = random;
  }

  /** Signals at intended times; whoever is out neither sends nor receives. */
  void chatter(GeneratedRoom room) {
    for (double at = -10; at < ValidHistories.LEAVE_AT - 6; at += 3 + random.nextDouble()) {
      GeneratedMember sender = room.members.get(random.nextInt(room.members.size()));
      if (isStill(room, sender, at)) {
        signal(room, sender, at);
      }
    }
  }

  private static boolean isStill(GeneratedRoom room, GeneratedMember member, double at) {
    boolean before = at < -0.5;
    boolean after =
        room.members.stream().allMatch(each -> each.receives(at) && at > lastServed(room) + 1);
    return member.receives(at) && (before || after);
  }

  private static double lastServed(GeneratedRoom room) {
    return room.members.stream().mapToDouble(each -> each.servedFrom).max().orElse(0);
  }

  private void signal(GeneratedRoom room, GeneratedMember sender, double at) {
    long life = at < 0 ? 1 : sender.life;
    String from = sender.conAt(at);
    long seq = histories.sent(at, sender.name, room.session, from, life, Purpose.ROOM);
    histories.acknowledged(at + 0.002, sender.name, Outcome.OK);
    for (GeneratedMember other : room.members) {
      if (other != sender) {
        double heardAt = at + 0.003 + random.nextDouble() / 100;
        histories.received(
            heardAt, other.name, room.session, other.conAt(at), sender.name, from, seq, life);
      }
    }
  }

  void proofs(GeneratedRoom room) {
    for (GeneratedMember member : room.members) {
      double offset = random.nextDouble();
      histories.proofs(
          -20 + offset, -0.7, PROOF_EVERY, member.name, room.session, member.conAt(-1), 1);
      double from = member.outFrom == Double.MAX_VALUE ? 0.5 + offset : member.servedFrom;
      double to = ValidHistories.LEAVE_AT - 0.5;
      histories.proofs(from, to, PROOF_EVERY, member.name, room.session, member.con, member.life);
    }
  }
}
