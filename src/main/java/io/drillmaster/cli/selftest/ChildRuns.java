package io.drillmaster.cli.selftest;

import io.drillmaster.check.Judgement;
import io.drillmaster.check.Result;
import io.drillmaster.check.Verdict;
import io.drillmaster.check.VerdictFile;
import io.drillmaster.cli.child.Play;
import io.drillmaster.cli.child.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Attempts made by child processes. */
public final class ChildRuns implements Player {

  private final Runs runs;

  /** Attempts of these runs. */
  public ChildRuns(Runs runs) {
    this.runs = runs;
  }

  @Override
  public Attempt play(Play play) throws InterruptedException {
    Runs.Made made = runs.make(play);
    Path run = made.run();
    if (run == null) {
      return spoilt(play, made, made.trouble());
    }
    try {
      Judgement judgement = VerdictFile.read(Files.readString(run.resolve("verdict.json")));
      return attempt(play, made.seconds(), judgement, made.shown());
    } catch (IOException | IllegalArgumentException unreadable) {
      return spoilt(play, made, String.valueOf(unreadable.getMessage()));
    }
  }

  private static Attempt spoilt(Play play, Runs.Made made, String trouble) {
    return Attempt.spoilt(
        play.name(), play.recipe(), play.seed(), made.seconds(), trouble, made.shown());
  }

  /** What a verdict says of an attempt. */
  static Attempt attempt(Play play, long seconds, Judgement judgement, String run) {
    Map<String, String> verdicts = new LinkedHashMap<>();
    Map<String, String> sentences = new LinkedHashMap<>();
    for (Verdict verdict : judgement.verdicts()) {
      verdicts.put(verdict.check(), verdict.result().key());
      if (verdict.result() != Result.PASS) {
        String why = verdict.counterexample().map(c -> c.sentence()).orElse(verdict.reason());
        sentences.put(verdict.check(), why);
      }
    }
    return new Attempt(
        play.name(), play.recipe(), play.seed(), verdicts, sentences, seconds, "", run);
  }
}
