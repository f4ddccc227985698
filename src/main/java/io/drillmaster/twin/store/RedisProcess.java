package io.drillmaster.twin.store;

import io.drillmaster.process.ProcessId;
import io.drillmaster.time.Pause;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import redis.embedded.core.ExecutableProvider;

/**
 * A real Redis server as a child process: bound to one loopback address, with a password, without
 * persistence, so that a restart is empty unless somebody had it save its contents. The system's
 * {@code redis-server} if there is one on the PATH, else the binary of the embedded-redis jar. The
 * password goes in through standard input and appears in no argument list.
 */
public final class RedisProcess implements AutoCloseable {

  /** What a server writes its contents to, and starts with when it is there. */
  public static final String SAVED = "dump.rdb";

  private static final Duration READY_BOUND = Duration.ofSeconds(10);
  private static final Duration STOP_BOUND = Duration.ofSeconds(5);
  private static final Duration LOOK_EVERY = Duration.ofMillis(20);
  private static final int PROBE_TIMEOUT_MILLIS = 500;
  private static final Pattern SAFE_PASSWORD = Pattern.compile("[A-Za-z0-9_-]{8,128}");

  private final Process process;
  private final StoreAddress address;

  private RedisProcess(Process process, StoreAddress address) {
    this.process = process;
    this.address = address;
  }

  /**
   * Starts a server and waits until it answers.
   *
   * @param folder working folder, receives {@code redis.log} and, if needed, the unpacked binary
   * @param port 0 for a free one
   * @throws IllegalStateException when it does not answer in time; the message has the log's tail
   * @throws InterruptedException when interrupted while waiting; the child is gone then
   */
  public static RedisProcess start(InetAddress bind, int port, String password, Path folder)
      throws InterruptedException {
    if (!bind.isLoopbackAddress()) {
      throw new IllegalArgumentException(
          "redis on " + bind.getHostAddress() + " is not allowed; use an address of 127.0.0.0/8");
    }
    if (!SAFE_PASSWORD.matcher(password).matches()) {
      throw new IllegalArgumentException(
          "the redis password is not allowed; use 8 to 128 letters, digits, _ or -");
    }
    try {
      Files.createDirectories(folder);
      int chosen = port == 0 ? freePort(bind) : port;
      StoreAddress address = new StoreAddress(bind.getHostAddress(), chosen, password);
      RedisProcess redis = new RedisProcess(launch(address, folder), address);
      redis.awaitReady(folder);
      return redis;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "redis cannot be started in " + folder + ": " + e.getMessage(), e);
    }
  }

  /** The settings of the server, for whoever launches it in another way: {@code redis-server -}. */
  public static String settings(StoreAddress address, Path folder) {
    return String.join(
        "\n",
        "bind " + address.host(),
        "port " + address.port(),
        "requirepass " + address.password(),
        "save \"\"",
        "dbfilename " + SAVED,
        "appendonly no",
        "daemonize no",
        "protected-mode yes",
        "tcp-keepalive 60",
        "dir \"" + folder.toAbsolutePath() + "\"",
        "");
  }

  /** The server's program: from the PATH, else unpacked from the jar into the folder. */
  public static Path executable(Path folder) throws IOException {
    return executable(folder, System.getenv().getOrDefault("PATH", ""));
  }

  static Path executable(Path folder, String path) throws IOException {
    Optional<Path> installed = onPath(path);
    if (installed.isPresent()) {
      return installed.get();
    }
    Path unpacked = Files.createDirectories(folder.resolve("redis-bin"));
    Path program = ExecutableProvider.newJarResourceProvider(unpacked.toFile()).get().toPath();
    if (!program.toFile().setExecutable(true, true)) {
      throw new IOException("cannot make " + program + " executable");
    }
    return program;
  }

  static Optional<Path> onPath(String path) {
    for (String part : path.split(Pattern.quote(java.io.File.pathSeparator), -1)) {
      Path candidate = Path.of(part.isEmpty() ? "." : part, "redis-server");
      if (Files.isExecutable(candidate)) {
        return Optional.of(candidate.toAbsolutePath());
      }
    }
    return Optional.empty();
  }

  private static Process launch(StoreAddress address, Path folder) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(List.of(executable(folder).toString(), "-"))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("redis.log").toFile());
    Process process = builder.start();
    try (OutputStream settings = process.getOutputStream()) {
      settings.write(settings(address, folder).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      process.destroyForcibly();
      throw e;
    }
    return process;
  }

  private void awaitReady(Path folder) throws InterruptedException, IOException {
    boolean ready = false;
    try {
      ready = Pause.until(() -> !process.isAlive() || answers(), LOOK_EVERY, READY_BOUND);
    } finally {
      if (!ready) {
        process.destroyForcibly();
      }
    }
    if (!ready || !process.isAlive()) {
      process.destroyForcibly();
      throw new IllegalStateException(
          "redis did not answer on "
              + address
              + " within "
              + READY_BOUND
              + "; its log ends with:\n"
              + tail(folder.resolve("redis.log")));
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address.host(), address.port()), PROBE_TIMEOUT_MILLIS);
      socket.setSoTimeout(PROBE_TIMEOUT_MILLIS);
      String ask = "AUTH " + address.password() + "\r\nPING\r\n";
      socket.getOutputStream().write(ask.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      String expected = "+OK\r\n+PONG\r\n";
      return new String(in.readNBytes(expected.length()), StandardCharsets.US_ASCII)
          .equals(expected);
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort(InetAddress bind) throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, bind)) {
      return socket.getLocalPort();
    }
  }

  private static String tail(Path log) throws IOException {
    List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
  }

  /** Where it listens. */
  public StoreAddress address() {
    return address;
  }

  /** Its identity, for a guard that must end it when this process cannot. */
  public ProcessId processId() {
    return ProcessId.of(process.toHandle());
  }

  /** Whether the child runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Ends the child at once; its contents are worth nothing. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(STOP_BOUND.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
