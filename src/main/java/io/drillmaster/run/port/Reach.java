package io.drillmaster.run.port;

/**
 * How connections to a cluster are made: where its name leads, and who is believed to be it.
 *
 * @param connectTo host:port that connections to the cluster's own name go to; empty = where the
 *     name leads. The name stays in the TLS handshake, in the certificate and in every request
 * @param ca PEM file with the only authorities believed; empty = those of the Java platform
 * @param insecure whether whoever answers is believed, whatever the certificate
 */
public record Reach(String connectTo, String ca, boolean insecure) {

  /** Where the name leads, verified against the platform's authorities. */
  public static final Reach DIRECT = new Reach("", "", false);
}
