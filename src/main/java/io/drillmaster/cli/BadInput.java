package io.drillmaster.cli;

/**
 * Something the user gave cannot be used; the message says what, which value and the cure. Exit
 * code 254.
 */
final class BadInput extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BadInput(String message) {
    super(message);
  }
}
