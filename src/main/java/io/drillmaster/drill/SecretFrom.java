package io.drillmaster.drill;

/**
 * Where a secret is read when it is needed; it stands in no file of this program.
 *
 * @param place what kind of place
 * @param name of the environment variable, or path of the file
 */
public record SecretFrom(Place place, String name) {

  /** Kinds of place. */
  public enum Place {
    /** An environment variable. */
    ENV("env"),
    /** A file whose first line it is. */
    FILE("file");

    private final String key;

    Place(String key) {
      this.key = key;
    }

    /** The word in files. */
    public String key() {
      return key;
    }
  }
}
