package io.drillmaster.cli.selftest;

import io.drillmaster.twin.role.Bug;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The committed result of the selftest: the attempts as they were played, and the part of {@code
 * src/docs/selftest.md} that is made of them. By hand, after a selftest: {@code java ...
 * io.drillmaster.cli.selftest.SelftestDocument reports/selftest} takes over what was played there.
 */
final class SelftestDocument {

  private static final Path FOLDER = Path.of("src/docs/selftest");
  private static final Path DOCUMENT = Path.of("src/docs/selftest.md");
  private static final Path BUGS = Path.of("attempts.jsonl");
  private static final Path HEALTHY = Path.of("healthy.jsonl");
  private static final String BEGIN = "<!-- Made from src/docs/selftest by a program: begin -->\n";
  private static final String END = "<!-- end -->\n";

  private SelftestDocument() {}

  public static void main(String[] args) throws IOException {
    if (args.length != 1) {
      throw new IllegalArgumentException("give the folder of the selftest, --out");
    }
    Files.createDirectories(FOLDER);
    for (Path file : List.of(BUGS, HEALTHY)) {
      Path played = Path.of(args[0]).resolve(file);
      if (Files.exists(played)) {
        Files.copy(played, FOLDER.resolve(file), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Files.writeString(DOCUMENT, with(Files.readString(DOCUMENT), generated()));
  }

  /** The document as it is. */
  static String text() throws IOException {
    return Files.readString(DOCUMENT);
  }

  /** A document with its generated part exchanged. */
  static String with(String document, String generated) {
    int begin = document.indexOf(BEGIN);
    int end = document.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalStateException(DOCUMENT + " has no generated part between its two marks");
    }
    return document.substring(0, begin + BEGIN.length()) + generated + document.substring(end);
  }

  /** What the attempts come to, one heading lower than in the results of a selftest. */
  static String generated() {
    String text = MatrixText.text(rows()) + "\n" + HealthyText.text(healthy());
    return text.replaceAll("(?m)^#", "##");
  }

  /** Every bug with its attempts of today's recipe. */
  static List<Row> rows() {
    return Campaign.rows(List.of(Bug.values()), new AttemptFile(FOLDER.resolve(BUGS)));
  }

  /** The healthy drills, by number. */
  static List<Attempt> healthy() {
    Map<String, List<Attempt>> drills =
        new AttemptFile(FOLDER.resolve(HEALTHY))
            .all().stream()
                .collect(Collectors.groupingBy(Attempt::bug, TreeMap::new, Collectors.toList()));
    return drills.values().stream().map(HealthyRuns::telling).toList();
  }
}
