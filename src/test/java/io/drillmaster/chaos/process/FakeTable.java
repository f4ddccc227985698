package io.drillmaster.chaos.process;

import io.drillmaster.process.CommandRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Enough of iptables: which chains are in force, and what was asked. */
final class FakeTable implements CommandRunner {
  final Set<String> chains = new LinkedHashSet<>();
  final List<String> restored = new ArrayList<>();
  boolean isPermitted = true;
  boolean isThere = true;
  boolean isStubborn;

  @Override
  public Result run(List<String> argv, Duration bound) {
    if (!isThere) {
      throw new CommandFailed(argv.get(0) + ": not found", new IOException("not found"));
    }
    if (!isPermitted) {
      return new Result(4, "Could not fetch rule set: Permission denied (you must be root)\n");
    }
    if (argv.get(0).equals("iptables-restore")) {
      return restore(Path.of(argv.get(argv.size() - 1)));
    }
    String last = argv.get(argv.size() - 1);
    if (argv.contains("-C")) {
      return new Result(chains.contains(last) ? 0 : 1, "");
    } else if (argv.contains("-D") && !isStubborn) {
      return new Result(chains.remove(last) ? 0 : 1, "");
    }
    return new Result(0, "");
  }

  private Result restore(Path file) {
    try {
      restored.addAll(Files.readAllLines(file));
      for (String line : restored) {
        if (line.startsWith(":")) {
          chains.add(line.substring(1, line.indexOf(' ')));
        }
      }
      return new Result(0, "");
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }
}
