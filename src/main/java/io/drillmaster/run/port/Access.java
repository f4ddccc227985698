package io.drillmaster.run.port;

import java.net.URI;

/**
 * How clients reach a cluster.
 *
 * @param fronts its balancers
 * @param secret OPENVIDU_SECRET; never printed
 * @param reach where its name leads and who is believed to be it
 */
public record Access(Fronts fronts, String secret, Reach reach) {

  /** That to a cluster whose name leads to it. */
  public Access(Fronts fronts, String secret) {
    this(fronts, secret, Reach.DIRECT);
  }

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
    return "Access[fronts=" + fronts.urls() + ", secret=(hidden), reach=" + reach + "]";
  }
}
