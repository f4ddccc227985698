package io.drillmaster.cli;

import io.drillmaster.chaos.aws.CloudException;
import io.drillmaster.drill.InvalidDrill;
import io.drillmaster.drill.Nearest;
import io.drillmaster.process.ChildFailed;
import io.drillmaster.run.port.Nemesis;
import io.drillmaster.twin.TwinException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program: parses the command line, runs one command, and is the only one that exits. */
@Command(
    name = "drillmaster",
    description = "Chaos and load-testing harness for OpenVidu HA clusters.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      RunCommand.class,
      PlanCommand.class,
      DoctorCommand.class,
      LintCommand.class,
      ListCommand.class,
      CheckCommand.class,
      ReportCommand.class,
      HistoryCommand.class,
      BundleCommand.class,
      VerifyCommand.class,
      HealCommand.class,
      StopCommand.class,
      MarkCommand.class,
      TwinCommand.class,
      MatrixCommand.class,
      SelftestCommand.class,
      SchemaCommand.class,
      ChildCommands.Node.class,
      ChildCommands.Worker.class,
      ChildCommands.Guard.class,
      ChildCommands.Away.class,
      ChildCommands.ContainerAct.class,
      HelpCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    footerHeading = "%n",
    footer = {
      "An owner master hosts a session; an entry master is where the balancer sent a socket; a life"
          + " is",
      "one incarnation of a session. The default drill: drillmaster run"
    })
public final class Main implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Runs the command and exits with its code. */
  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code = run(arguments, out, err);
    out.flush();
    err.flush();
    System.exit(code);
  }

  /** Runs the command and returns its exit code. */
  static int run(String[] arguments, PrintWriter out, PrintWriter err) {
    CommandLine program = new CommandLine(new Main());
    program.getCommandSpec().usageMessage().exitCodeList(ExitCode.meanings());
    return program
        .setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((failure, line, parsed) -> explain(failure, line))
        .setParameterExceptionHandler(Main::misuse)
        .execute(arguments);
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "no command given; try: drillmaster run, or drillmaster --help");
  }

  private static int misuse(ParameterException failure, String[] arguments) {
    CommandLine line = failure.getCommandLine();
    if (failure instanceof CommandLine.UnmatchedArgumentException unmatched
        && !line.getSubcommands().isEmpty()
        && !unmatched.isUnknownOption()) {
      line.getErr().println("drillmaster: " + noCommand(unmatched.getUnmatched().get(0), line));
      return ExitCode.BAD_INPUT;
    }
    line.getErr().println("drillmaster: " + failure.getMessage());
    if (!CommandLine.UnmatchedArgumentException.printSuggestions(failure, line.getErr())) {
      line.getErr().println("Try '" + line.getCommandSpec().qualifiedName() + " --help'.");
    }
    return ExitCode.BAD_INPUT;
  }

  private static String noCommand(String word, CommandLine line) {
    List<String> commands =
        line.getSubcommands().entrySet().stream()
            .filter(command -> !command.getValue().getCommandSpec().usageMessage().hidden())
            .map(Map.Entry::getKey)
            .toList();
    return "'%s' is not a command of %s%s"
        .formatted(word, line.getCommandSpec().qualifiedName(), Nearest.hint(word, commands));
  }

  /** The boundary of the program: every failure becomes a sentence and a code. */
  private static int explain(Exception failure, CommandLine line) {
    PrintWriter err = line.getErr();
    if (failure instanceof InvalidDrill
        || failure instanceof BadInput
        || failure instanceof Nemesis.Refused
        || failure instanceof IllegalArgumentException) {
      err.println("drillmaster: " + failure.getMessage());
      return ExitCode.BAD_INPUT;
    }
    if (failure instanceof TwinException
        || failure instanceof CloudException
        || failure instanceof RunFailed
        || failure instanceof ChildFailed
        || failure instanceof UncheckedIOException) {
      err.println("drillmaster: " + failure.getMessage());
      if (System.getenv("DRILLMASTER_DEBUG") != null) {
        failure.printStackTrace(err);
      }
      return ExitCode.HARNESS_FAILED;
    }
    if (failure instanceof InterruptedException) {
      Thread.currentThread().interrupt();
      err.println("drillmaster: interrupted");
      return ExitCode.UNKNOWN;
    }
    err.println("drillmaster: " + failure);
    if (System.getenv("DRILLMASTER_DEBUG") != null) {
      failure.printStackTrace(err);
    } else {
      err.println("drillmaster: this is a fault of the harness; DRILLMASTER_DEBUG=1 shows where");
    }
    return ExitCode.HARNESS_FAILED;
  }

  /** Version of the jar and of the JVM. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"drillmaster " + Self.version() + " on Java " + Runtime.version()};
    }
  }
}
