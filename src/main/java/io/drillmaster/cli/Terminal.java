package io.drillmaster.cli;

import io.drillmaster.report.Ink;
import java.nio.file.Path;
import picocli.CommandLine.Help.Ansi;

/** What is known of where output goes. */
final class Terminal {

  private Terminal() {}

  /** Colour on terminals that want it (NO_COLOR and CLICOLOR are honoured), none in pipes. */
  static Ink ink() {
    return Ansi.AUTO.enabled() ? Ink.COLOUR : Ink.PLAIN;
  }

  /** A path as a user here would type it. */
  static String shown(Path path) {
    Path here = Path.of("").toAbsolutePath();
    Path absolute = path.toAbsolutePath().normalize();
    return absolute.startsWith(here) ? here.relativize(absolute).toString() : absolute.toString();
  }
}
