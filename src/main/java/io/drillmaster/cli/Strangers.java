package io.drillmaster.cli;

import io.drillmaster.drill.Safety;
import io.drillmaster.probe.SessionLook;
import io.drillmaster.run.port.Access;
import java.util.List;
import java.util.Optional;

/** Sessions of others on a cluster that is to be drilled: they would suffer, too. */
final class Strangers {

  private static final int NAMED_MAX = 3;

  private Strangers() {}

  /** Whether there are any, and whether the drill allows for them. */
  static Finding finding(Access access, Safety safety) {
    return finding(SessionLook.ofOthers(access), safety);
  }

  static Finding finding(Optional<List<String>> listed, Safety safety) {
    if (listed.isEmpty()) {
      String says = "the cluster does not list its sessions, so those of others are not known";
      return grade(safety, says, "see that GET /openvidu/api/sessions answers");
    }
    List<String> others = listed.get();
    if (others.isEmpty()) {
      return Finding.pass("sessions", "none of others");
    }
    String more = others.size() > NAMED_MAX ? ", ..." : "";
    String named = String.join(", ", others.subList(0, Math.min(NAMED_MAX, others.size()))) + more;
    String says =
        others.size() == 1
            ? "1 session of others is open (%s)".formatted(named)
            : "%,d sessions of others are open (%s)".formatted(others.size(), named);
    return grade(safety, says, "wait until they are over");
  }

  private static Finding grade(Safety safety, String says, String cure) {
    return safety.foreignSessions()
        ? Finding.warn("sessions", says + "; safety.foreignSessions allows it", "")
        : Finding.refuse(
            "sessions", says, cure + ", or write safety: { foreignSessions: allow } in the drill");
  }

  /**
   * Demands that there be none, or that they be allowed for.
   *
   * @throws BadInput otherwise: nothing was touched
   */
  static void check(Access access, Safety safety) {
    Finding finding = finding(access, safety);
    if (finding.grade() == Finding.Grade.REFUSE) {
      throw new BadInput(finding.says() + "; " + finding.cure());
    }
  }
}
