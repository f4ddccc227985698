package io.drillmaster.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A child process of ours, outside the terminal's process group. A thread named after it reads its
 * standard output to the end. Thread-safe.
 */
public final class ChildProcess implements Child {
  /** First word of the line by which a child says that it serves. */
  public static final String READY = "READY";

  /** A killed process is reaped at once unless the machine is overloaded. */
  private static final Duration REAP_BOUND = Duration.ofSeconds(5);

  private final ChildCommand command;
  private final Process process;
  private final ProcessId id;
  private final CompletableFuture<String> ready = new CompletableFuture<>();

  private ChildProcess(ChildCommand command, Process process) {
    this.command = command;
    this.process = process;
    this.id = ProcessId.of(process.toHandle());
  }

  /**
   * Starts it.
   *
   * @throws ChildFailed when the operating system cannot
   */
  public static ChildProcess start(ChildCommand command) {
    try {
      Path folder = command.log().toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      ProcessBuilder builder =
          new ProcessBuilder(
                  Detachment.ofThisMachine().argv(command.priority().argv(command.argv())))
              .redirectError(ProcessBuilder.Redirect.appendTo(command.log().toFile()));
      builder.environment().putAll(command.environment());
      ChildProcess child = new ChildProcess(command, builder.start());
      Thread reader = new Thread(child::readOutput, command.name() + "-stdout");
      reader.setDaemon(true);
      reader.start();
      return child;
    } catch (IOException cause) {
      throw new ChildFailed(command.name() + " could not be started: " + cause.getMessage(), cause);
    }
  }

  private void readOutput() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals(READY) || line.startsWith(READY + " ")) {
          ready.complete(line.substring(READY.length()).strip());
        } else {
          Files.writeString(
              command.log(), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
      }
    } catch (IOException | UncheckedIOException ended) {
      // the pipe of an ended process; its exit status and its log say why
    } finally {
      ready.completeExceptionally(new IOException("standard output ended"));
    }
  }

  @Override
  public String awaitReady(Duration bound) throws InterruptedException {
    try {
      return ready.get(bound.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      throw failed("was not ready within " + bound.toMillis() + " ms");
    } catch (ExecutionException ended) {
      boolean gone = process.waitFor(REAP_BOUND.toNanos(), TimeUnit.NANOSECONDS);
      throw failed(gone ? "ended before it was ready (" + how() + ")" : "closed its output");
    }
  }

  private ChildFailed failed(String what) {
    List<String> tail = logTail();
    String log =
        tail.isEmpty() ? "; its log is empty" : "; its log ends:\n  " + String.join("\n  ", tail);
    return new ChildFailed(command.name() + " " + what + log);
  }

  /** How it was asked to be started. */
  public ChildCommand command() {
    return command;
  }

  @Override
  public ProcessId id() {
    return id;
  }

  /** Its standard input: an open pipe until closed here or this process ends. */
  public OutputStream stdin() {
    return process.getOutputStream();
  }

  @Override
  public boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public OptionalInt exitStatus() {
    return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
  }

  @Override
  public String how() {
    return exitStatus().isPresent() ? words(exitStatus().getAsInt()) : "runs";
  }

  /** An exit status in words. */
  public static String words(int exit) {
    return switch (exit) {
      case 128 + 2 -> "SIGINT";
      case 128 + 6 -> "SIGABRT";
      case 128 + 9 -> "SIGKILL";
      case 128 + 15 -> "SIGTERM";
      default -> "exit status " + exit;
    };
  }

  @Override
  public CompletableFuture<ChildProcess> onEnd() {
    return process.onExit().thenApply(ended -> this);
  }

  @Override
  public List<String> logTail() {
    return LogTail.of(command.log());
  }

  /**
   * Waits for its end.
   *
   * @return whether it ended in time
   * @throws InterruptedException when the thread is interrupted
   */
  public boolean awaitEnd(Duration bound) throws InterruptedException {
    return process.waitFor(bound.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Sends SIGKILL; nothing happens when it has ended. */
  @Override
  public void kill() {
    process.destroyForcibly();
  }

  @Override
  public void close() {
    kill();
    try {
      awaitEnd(REAP_BOUND);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
