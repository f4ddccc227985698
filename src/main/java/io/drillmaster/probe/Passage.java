package io.drillmaster.probe;

import io.drillmaster.run.port.Access;
import io.drillmaster.run.port.Reach;
import io.drillmaster.run.port.Trust;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.java_websocket.client.WebSocketClient;
import org.jspecify.annotations.Nullable;

/**
 * How the prober's two client stacks get to a cluster: whom they believe, and where its name leads
 * them. Thread-safe.
 */
final class Passage implements AutoCloseable {
  private static final int TLS_PORT = 443;

  private final URI own;
  private final SSLContext tls;
  private final @Nullable Detour detour;

  Passage(Access access) {
    Reach reach = access.reach();
    own = access.baseUrl();
    tls = Trust.context(reach);
    detour = reach.connectTo().isEmpty() ? null : new Detour(reach.connectTo());
  }

  /** Prepares an HTTP client. */
  void prepare(HttpClient.Builder client) {
    client.sslContext(tls);
    if (detour != null) {
      client.proxy(new OwnNameOnly());
    }
  }

  /**
   * Prepares a WebSocket to a URL before it connects; on a detour its name need not lead anywhere.
   */
  void prepare(WebSocketClient socket, URI url) {
    if ("wss".equals(url.getScheme())) {
      socket.setSocketFactory(tls.getSocketFactory());
    }
    Proxy proxy = proxy(url);
    socket.setProxy(proxy);
    if (!proxy.equals(Proxy.NO_PROXY)) {
      byte[] anywhere = InetAddress.getLoopbackAddress().getAddress();
      socket.setDnsResolver(uri -> InetAddress.getByAddress(uri.getHost(), anywhere));
    }
  }

  private Proxy proxy(URI url) {
    boolean isOwn = own.getHost().equalsIgnoreCase(url.getHost()) && port(own) == port(url);
    return detour != null && isOwn ? new Proxy(Proxy.Type.HTTP, detour.address()) : Proxy.NO_PROXY;
  }

  private static int port(URI url) {
    return url.getPort() < 0 ? TLS_PORT : url.getPort();
  }

  @Override
  public void close() {
    if (detour != null) {
      detour.close();
    }
  }

  private final class OwnNameOnly extends ProxySelector {
    @Override
    public List<Proxy> select(URI url) {
      return List.of(proxy(url));
    }

    @Override
    public void connectFailed(URI url, SocketAddress address, IOException cause) {
      // whoever asked is told
    }
  }
}
