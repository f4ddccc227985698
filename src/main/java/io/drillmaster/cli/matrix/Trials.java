package io.drillmaster.cli.matrix;

import io.drillmaster.check.Figures;
import io.drillmaster.check.FiguresFile;
import io.drillmaster.check.Judgement;
import io.drillmaster.check.VerdictFile;
import io.drillmaster.cli.child.Play;
import io.drillmaster.cli.child.ResultFile;
import io.drillmaster.cli.child.Runs;
import io.drillmaster.drill.Drill;
import io.drillmaster.drill.DrillFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Plays the flavours one after the other and keeps each trial as it comes: the same matrix goes on
 * where it was stopped, and plays again what said nothing.
 */
public final class Trials {

  /** A host that was too busy so often will be the next time. */
  private static final int SPOILT_MAX = 3;

  private final ResultFile<Trial> file;
  private final Runs runs;
  private final Path folder;
  private final Consumer<String> told;

  /**
   * Trials below a folder.
   *
   * @param told gets a line after each run
   */
  public Trials(Runs runs, Path folder, Consumer<String> told) {
    this.file = file(folder);
    this.runs = runs;
    this.folder = folder;
    this.told = told;
  }

  private static ResultFile<Trial> file(Path folder) {
    return new ResultFile<>(folder.resolve("trials.jsonl"), Trial.class, "trial of a matrix");
  }

  /** Forgets what was played, so that all is played again. */
  public static void forget(Path folder) {
    file(folder).keep(List.of());
  }

  /**
   * Plays what is missing.
   *
   * @param base gives target and load
   * @return the telling trial of each flavour, in their order
   * @throws InterruptedException when the thread is interrupted; the file has what was finished
   */
  public List<Trial> play(Drill base, List<Flavour> flavours, long seed)
      throws InterruptedException {
    List<Trial> shown = new ArrayList<>();
    for (Flavour flavour : flavours) {
      Play play = play(flavour, flavour.drill(base), seed);
      Optional<Trial> known = telling(of(play));
      boolean isWorthIt = true;
      while (known.isEmpty() && isWorthIt && unfit(play) < SPOILT_MAX) {
        Trial trial = make(play);
        file.append(trial);
        told.accept(ResilienceText.line(trial));
        known = telling(of(play));
        isWorthIt = !trial.verdict().isEmpty(); // what did not run will not run now
      }
      shown.add(known.orElseGet(() -> of(play).get(of(play).size() - 1)));
    }
    return List.copyOf(shown);
  }

  private List<Trial> of(Play play) {
    return file.all().stream()
        .filter(each -> each.flavour().equals(play.name()) && each.recipe().equals(play.recipe()))
        .toList();
  }

  private long unfit(Play play) {
    return of(play).stream().filter(trial -> !trial.verdict().isEmpty() && !trial.tells()).count();
  }

  private static Optional<Trial> telling(List<Trial> trials) {
    return trials.stream().filter(Trial::tells).reduce((first, second) -> second);
  }

  private Play play(Flavour flavour, Drill drill, long seed) {
    String text = DrillFile.write(drill);
    Path path = folder.resolve("drills").resolve(flavour.name() + ".yaml");
    try {
      Files.createDirectories(folder.resolve("drills"));
      Files.writeString(path, text);
    } catch (IOException cause) {
      throw new UncheckedIOException(path + " cannot be written", cause);
    }
    String recipe =
        "%d participants; %s; drill %s"
            .formatted(
                drill.load().participants(),
                flavour.words(),
                HexFormat.of().toHexDigits(text.hashCode()));
    return new Play(flavour.name(), recipe, path.toString(), List.of(), seed);
  }

  private Trial make(Play play) throws InterruptedException {
    Runs.Made made = runs.make(play);
    Path run = made.run();
    if (run == null) {
      return spoilt(play, made, made.trouble());
    }
    try {
      Judgement judgement = VerdictFile.read(Files.readString(run.resolve("verdict.json")));
      Figures figures = FiguresFile.read(Files.readString(run.resolve("figures.json")));
      return Trial.of(play.name(), play.recipe(), made.seconds(), judgement, figures, made.shown());
    } catch (IOException | IllegalArgumentException unreadable) {
      return spoilt(play, made, String.valueOf(unreadable.getMessage()));
    }
  }

  private static Trial spoilt(Play play, Runs.Made made, String why) {
    return Trial.spoilt(play.name(), play.recipe(), play.seed(), why, made.seconds(), made.shown());
  }
}
