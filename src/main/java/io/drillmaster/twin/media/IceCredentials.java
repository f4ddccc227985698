package io.drillmaster.twin.media;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The ICE name and password of one endpoint (RFC 8445, 5.3). The password follows from the name, so
 * that whoever answers connectivity checks needs no list of endpoints; nothing is protected by it.
 *
 * @param fragment the username fragment, 8 characters
 * @param password 24 characters
 */
record IceCredentials(String fragment, String password) {

  private static final int FRAGMENT_CHARS = 8;
  private static final int PASSWORD_CHARS = 24;

  /** Those of the n-th endpoint of a node. */
  static IceCredentials ofEndpoint(long n) {
    return ofFragment(digest("endpoint " + n).substring(0, FRAGMENT_CHARS));
  }

  /** Those with this name. */
  static IceCredentials ofFragment(String fragment) {
    return new IceCredentials(
        fragment, digest("password " + fragment).substring(0, PASSWORD_CHARS));
  }

  private static String digest(String text) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException absent) {
      throw new IllegalStateException("every JDK has SHA-256", absent);
    }
  }
}
