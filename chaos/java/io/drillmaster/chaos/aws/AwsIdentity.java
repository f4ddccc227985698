package io.drillmaster.chaos.aws;

import io.drillmaster.drill.TargetSpec;
import java.util.Optional;

/**
 * Which stack of which account: what locks and ledgers name it by.
 *
 * @param account twelve digits
 */
record AwsIdentity(String account, String region, String stack) {
  private static final String PREFIX = "aws";
  private static final int PARTS = 4;

  static AwsIdentity of(String account, TargetSpec.Aws spec) {
    return new AwsIdentity(account, spec.region(), spec.stack());
  }

  /** Reads what {@link #text} gave; empty = it names no stack. */
  static Optional<AwsIdentity> read(String text) {
    String[] parts = text.split(":", -1);
    return parts.length == PARTS && parts[0].equals(PREFIX)
        ? Optional.of(new AwsIdentity(parts[1], parts[2], parts[3]))
        : Optional.empty();
  }

  /** "aws:123456789012:eu-west-1:ov-staging". */
  String text() {
    return String.join(":", PREFIX, account, region, stack);
  }
}
