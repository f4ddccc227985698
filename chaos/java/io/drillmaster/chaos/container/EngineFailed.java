package io.drillmaster.chaos.container;

import org.jspecify.annotations.Nullable;

/** The container engine is not there, or did not do what it was asked for; the message says why. */
public final class EngineFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  EngineFailed(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
