package io.drillmaster.cli.bundle;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What a bundle says of itself: which run, who stands behind it, and each file with its hash.
 *
 * @param tool version of the tool that bundled it
 * @param made when it was bundled
 * @param by who bundled it, as the system calls them
 * @param caller who ran it, as AWS calls them; empty = not on AWS
 * @param drill the drill's name
 * @param run the run's id
 * @param target the kind of target
 * @param verdict pass, fail or unknown
 * @param why the verdict in one sentence
 * @param change the change that the drill says it belongs to; empty = none
 * @param approved the plan that the run kept within; empty = none
 * @param files what is in the bundle
 * @param leftOut what belongs to the run and is not in the bundle, with its hash all the same
 */
public record Manifest(
    String tool,
    Instant made,
    String by,
    String caller,
    String drill,
    String run,
    String target,
    String verdict,
    String why,
    String change,
    String approved,
    List<Entry> files,
    List<Entry> leftOut) {

  /**
   * One file.
   *
   * @param path relative to the run folder, with slashes
   * @param bytes its length
   * @param sha256 64 hexadecimal digits
   */
  public record Entry(String path, long bytes, String sha256) {}

  public Manifest {
    caller = Objects.requireNonNullElse(caller, ""); // bundles of before name none
    files = List.copyOf(files);
    leftOut = List.copyOf(leftOut);
  }

  /** The same with other files. */
  Manifest with(List<Entry> files, List<Entry> leftOut) {
    return new Manifest(
        tool, made, by, caller, drill, run, target, verdict, why, change, approved, files, leftOut);
  }
}
