package io.drillmaster.twin.role;

import java.util.ArrayList;
import java.util.List;

/**
 * How a bug is made to show: the drill that provokes it and the check that must not pass then.
 *
 * @param check its name; the verdict of this one decides whether the bug counts as caught
 * @param verdict what that check must say
 * @param alsoHit checks that the same damage may rightly fail besides, or blind; any other is a
 *     surprise
 * @param drill name of a drill that ships
 * @param settings changes of that drill, each as {@code --set} takes it
 * @param oneIn the bug shows in one of so many clusters; 1 = in every one
 */
public record Exposure(
    String check,
    Verdict verdict,
    List<String> alsoHit,
    String drill,
    List<String> settings,
    int oneIn) {

  /** Rarer bugs would take days to find. */
  private static final int RAREST = 100;

  /** What a check says of a bug it sees. */
  public enum Verdict {
    /** The property is broken. */
    FAIL,
    /** Nothing can be said, and a pass would be wrong: the bug spoils the evidence. */
    UNKNOWN
  }

  public Exposure {
    alsoHit = List.copyOf(alsoHit);
    settings = List.copyOf(settings);
    if (oneIn < 1 || oneIn > RAREST) {
      throw new IllegalArgumentException(
          "a bug in one of %d clusters is not allowed; use 1 to %d".formatted(oneIn, RAREST));
    }
  }

  /** The check fails in this drill, always. */
  static Exposure failing(String check, String drill, String... settings) {
    return new Exposure(check, Verdict.FAIL, List.of(), drill, List.of(settings), 1);
  }

  /** The check can say nothing in this drill, always. */
  static Exposure blinding(String check, String drill, String... settings) {
    return new Exposure(check, Verdict.UNKNOWN, List.of(), drill, List.of(settings), 1);
  }

  /** The same, and these checks may fail with it. */
  Exposure also(String... checks) {
    List<String> all = new ArrayList<>(alsoHit);
    all.addAll(List.of(checks));
    return new Exposure(check, verdict, all, drill, settings, oneIn);
  }

  /** The same, but only in one of so many clusters. */
  Exposure inOneOf(int clusters) {
    return new Exposure(check, verdict, alsoHit, drill, settings, clusters);
  }
}
