package io.drillmaster.cli;

import io.drillmaster.time.Pause;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A real sshd on loopback with keys of its own, which lets in whoever holds one of them. */
final class TestSshd implements AutoCloseable {
  private static final Path SSHD = Path.of("/usr/sbin/sshd");

  /** Where a server that root starts parts from its rights; Debian makes it with the service. */
  private static final Path SEPARATION = Path.of("/run/sshd");

  private static final Duration READY_BOUND = Duration.ofSeconds(10);
  private static final Duration LOOK = Duration.ofMillis(50);

  private final Process process;
  private final int port;
  private final Path folder;

  private TestSshd(Process process, int port, Path folder) {
    this.process = process;
    this.port = port;
    this.folder = folder;
  }

  /** Starts one; empty where this machine has no sshd. */
  static Optional<TestSshd> start(Path home) throws IOException, InterruptedException {
    if (!Files.isExecutable(SSHD)) {
      return Optional.empty();
    }
    Path folder = Files.createDirectories(home.resolve("ssh"));
    key(folder.resolve("host"));
    key(folder.resolve("user"));
    int port = freePort();
    String host = Files.readString(folder.resolve("host.pub"));
    Files.writeString(folder.resolve("known_hosts"), "[127.0.0.1]:%d %s".formatted(port, host));
    if (System.getProperty("user.name").equals("root")) {
      Files.createDirectories(SEPARATION);
    }
    Path config =
        Files.writeString(
            folder.resolve("config"),
            """
            ListenAddress 127.0.0.1
            Port %d
            HostKey %s
            AuthorizedKeysFile %s
            PidFile none
            UsePAM no
            StrictModes no
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            PermitRootLogin prohibit-password
            """
                .formatted(port, folder.resolve("host"), folder.resolve("user.pub")));
    Process process =
        new ProcessBuilder(SSHD.toString(), "-D", "-e", "-f", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    TestSshd sshd = new TestSshd(process, port, folder);
    if (!Pause.until(sshd::listens, LOOK, READY_BOUND)) {
      sshd.close();
      throw new IOException("sshd does not listen: " + Files.readString(folder.resolve("log")));
    }
    return Optional.of(sshd);
  }

  private static void key(Path file) throws IOException, InterruptedException {
    Process keygen =
        new ProcessBuilder(
                List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file.toString()))
            .redirectErrorStream(true)
            .start();
    String said = new String(keygen.getInputStream().readAllBytes());
    if (keygen.waitFor() != 0) {
      throw new IOException("ssh-keygen: " + said);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress("127.0.0.1", 0));
      return socket.getLocalPort();
    }
  }

  private boolean listens() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), (int) LOOK.toMillis());
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** How an inventory gets there. */
  String way() {
    return "{ user: %s, host: 127.0.0.1, port: %d, key: \"%s\", knownHosts: \"%s\" }"
        .formatted(
            System.getProperty("user.name"),
            port,
            folder.resolve("user"),
            folder.resolve("known_hosts"));
  }

  /** The far end is another one from now on: its key is not the known one any more. */
  void forgetHost() throws IOException {
    String other = Files.readString(folder.resolve("user.pub"));
    Files.writeString(folder.resolve("known_hosts"), "[127.0.0.1]:%d %s".formatted(port, other));
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
