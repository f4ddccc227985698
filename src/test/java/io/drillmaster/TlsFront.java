package io.drillmaster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** Ends TLS in front of a server on loopback, with a certificate made for one name. */
public final class TlsFront implements AutoCloseable {
  private static final String PASSWORD = "changeit";
  private static final int BACKLOG = 100;

  private final SSLServerSocket door;
  private final Path authority;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile InetSocketAddress behind = new InetSocketAddress("127.0.0.1", 1);

  private TlsFront(SSLServerSocket door, Path authority) {
    this.door = door;
    this.authority = authority;
    start(this::take);
  }

  /** Opens one whose certificate, signed by itself, names a host. */
  public static TlsFront named(String host, Path folder) throws Exception {
    Path store = folder.resolve(host + ".p12");
    Path pem = folder.resolve(host + ".pem");
    keytool(
        store,
        List.of(
            "-genkeypair",
            "-keyalg",
            "EC",
            "-dname",
            "CN=" + host,
            "-ext",
            "san=dns:" + host,
            "-ext",
            "bc=ca:true"));
    keytool(store, List.of("-exportcert", "-rfc", "-file", pem.toString()));
    SSLServerSocket door =
        (SSLServerSocket)
            context(store)
                .getServerSocketFactory()
                .createServerSocket(0, BACKLOG, InetAddress.getByName("127.0.0.1"));
    return new TlsFront(door, pem);
  }

  private static void keytool(Path store, List<String> what)
      throws IOException, InterruptedException {
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    List<String> argv = new java.util.ArrayList<>(List.of(keytool.toString()));
    argv.addAll(what);
    argv.addAll(List.of("-alias", "front", "-keystore", store.toString()));
    argv.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
    Process process = new ProcessBuilder(argv).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    if (process.waitFor() != 0) {
      throw new IOException("keytool: " + said);
    }
  }

  private static SSLContext context(Path store) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }

  /** Leads to this server from now on. */
  public TlsFront before(URI server) {
    behind = new InetSocketAddress(server.getHost(), server.getPort());
    return this;
  }

  public int port() {
    return door.getLocalPort();
  }

  /** The certificate of the authority that signed its own. */
  public Path authority() {
    return authority;
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "tls-front");
    thread.setDaemon(true);
    thread.start();
  }

  private void take() {
    while (!door.isClosed()) {
      try {
        Socket client = door.accept();
        start(() -> lead(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void lead(Socket client) {
    try (client;
        Socket server = new Socket()) {
      open.add(client);
      open.add(server);
      server.connect(behind);
      server.setTcpNoDelay(true);
      client.setTcpNoDelay(true);
      start(() -> pass(server, client));
      pass(client, server);
    } catch (IOException ended) {
      // both are closed
    } finally {
      open.removeIf(Socket::isClosed);
    }
  }

  private static void pass(Socket from, Socket to) {
    byte[] buffer = new byte[16 * 1024];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        out.write(buffer, 0, count);
      }
    } catch (IOException ended) {
      // both are closed
    }
  }

  @Override
  public void close() {
    try {
      door.close();
      for (Socket each : open) {
        each.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
