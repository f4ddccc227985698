package io.drillmaster.twin.wire;

import io.netty.handler.codec.DecoderException;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An exception that reached the end of a pipeline and costs its connection. Broken connections and
 * undecodable bytes are the other side's doing and part of the day; anything else is a mistake of
 * this program, which must not look like a broken connection and stay unknown.
 */
final class Mishap {

  private static final Logger LOG = LoggerFactory.getLogger(Mishap.class);

  private Mishap() {}

  /** Whether it is a mistake of this program. */
  static boolean isOurs(Throwable cause) {
    return !(cause instanceof IOException || cause instanceof DecoderException);
  }

  /** Logs it if it is ours. */
  static void tell(Throwable cause) {
    if (isOurs(cause)) {
      LOG.error("a handler broke, its connection is closed", cause);
    }
  }
}
