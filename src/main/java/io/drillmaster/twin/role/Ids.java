package io.drillmaster.twin.role;

import java.util.Random;

/** Random identifiers in the captured forms (protocol file, section 1), from a seed. */
final class Ids {

  private static final String ALPHANUMERIC =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  private static final String BASE32 = "abcdefghijklmnopqrstuv0123456789";
  private static final String HEX = "0123456789ABCDEF";

  private final Random random;

  Ids(long seed) {
    random = new Random(seed);
  }

  private String of(String alphabet, int length) {
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  String session() {
    return "ses_" + of(UPPER, 10);
  }

  String connection() {
    return "con_" + of(ALPHANUMERIC, 10);
  }

  String token() {
    return "tok_" + of(ALPHANUMERIC, 16);
  }

  String stream(String kind, String connectionId) {
    return "str_" + kind + "_" + of(ALPHANUMERIC, 4) + "_" + connectionId;
  }

  String rpcSession() {
    return of(BASE32, 26);
  }

  String finalUser() {
    return of(HEX, 16);
  }

  String turnUser() {
    return of(ALPHANUMERIC, 8);
  }

  String turnCredential() {
    return of(ALPHANUMERIC, 27) + "=";
  }

  String epoch() {
    return of(ALPHANUMERIC, 12);
  }
}
