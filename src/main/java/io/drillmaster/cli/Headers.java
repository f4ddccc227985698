package io.drillmaster.cli;

import io.drillmaster.drill.Drill;
import io.drillmaster.drill.DrillFile;
import io.drillmaster.history.Header;
import io.drillmaster.time.ClockAnchor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Headers of histories: made when a run starts, read when it is judged. */
final class Headers {

  private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

  private Headers() {}

  /** The header of a new run, as the harness writes it. */
  static Header of(DrillChoice.Chosen chosen, String run) {
    return new Header(
        Header.FORMAT,
        run,
        "harness",
        Self.version(),
        chosen.drill().target().kind(),
        DrillFile.write(chosen.drill()),
        chosen.seed(),
        chosen.limits(),
        host(),
        boot(),
        Runtime.version().toString(),
        ClockAnchor.now());
  }

  /** The drill as executed. */
  static Drill drill(Header header) {
    String name = header.drillYaml().lines().findFirst().orElse("").replace("drill:", "").strip();
    return DrillFile.read(name + ".yaml", header.drillYaml());
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }

  /** Stamps of one boot compare; where the system tells no boot, the host's name must do. */
  private static String boot() {
    try {
      return Files.readString(BOOT_ID).strip();
    } catch (IOException e) {
      return host();
    }
  }
}
