package io.drillmaster.run.port;

import java.net.URI;

/**
 * How clients reach a cluster.
 *
 * @param baseUrl scheme, host and port of the balancer, e.g. {@code http://127.1.2.1:4443}
 * @param secret OPENVIDU_SECRET; never printed
 */
public record Access(URI baseUrl, String secret) {

  @Override
  public String toString() {
    return "Access[baseUrl=" + baseUrl + ", secret=(hidden)]";
  }
}
