package io.drillmaster.process;

/** What the operating system says of a process. */
public enum ProcessState {
  RUNNING("runs"),
  /** Stopped by SIGSTOP. */
  STOPPED("stopped"),
  /** Gone, replaced by another process of the same number, or a zombie. */
  ENDED("ended");

  private final String word;

  ProcessState(String word) {
    this.word = word;
  }

  /** How messages and histories say it. */
  public String word() {
    return word;
  }
}
