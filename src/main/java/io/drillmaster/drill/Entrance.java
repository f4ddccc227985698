package io.drillmaster.drill;

/**
 * The way into a cluster that somebody else runs.
 *
 * @param url scheme, host and port, e.g. {@code https://video.example.com}; the name that the
 *     cluster's own URLs carry
 * @param secretFrom where OPENVIDU_SECRET is read
 * @param ca PEM file with the only authorities believed; empty = those of the Java platform
 * @param connectTo host:port that connections to the name go to; empty = where the name leads
 * @param infrastructure clocks of its balancer, to judge by
 * @param protocol clocks of its protocol, to behave and to judge by
 * @param insecure whether whoever answers is believed: typed on the command line, never in a file
 */
public record Entrance(
    String url,
    SecretFrom secretFrom,
    String ca,
    String connectTo,
    InfrastructureClocks infrastructure,
    ProtocolClocks protocol,
    boolean insecure) {

  /** What the kind of an insecure target says in headers and verdicts. */
  static final String INSECURE = " (--insecure: its certificates were not verified)";

  /** Its scheme, host and port alone, in lower case: equal for equal clusters. */
  public String identity() {
    return url.toLowerCase(java.util.Locale.ROOT);
  }

  /** The same, believing whoever answers. */
  public Entrance trustingAnybody() {
    return new Entrance(url, secretFrom, ca, connectTo, infrastructure, protocol, true);
  }
}
