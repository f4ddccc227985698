package io.drillmaster.run.port;

import java.net.URI;

/**
 * How clients reach a cluster.
 *
 * @param fronts its balancers
 * @param secret OPENVIDU_SECRET; never printed
 */
public record Access(Fronts fronts, String secret) {

  /** That to a cluster with one address, e.g. {@code http://127.1.2.1:4443}. */
  public Access(URI baseUrl, String secret) {
    this(Fronts.of(baseUrl), secret);
  }

  /** Scheme, host and port that the cluster's own URLs name. */
  public URI baseUrl() {
    return fronts.canonical();
  }

  @Override
  public String toString() {
    return "Access[fronts=" + fronts.urls() + ", secret=(hidden)]";
  }
}
