package io.drillmaster.drill;

/** Where a secret is read from when a drill runs; a drill never holds one. */
public sealed interface SecretSource {

  /** The word for its kind in drill files. */
  String kind();

  /** The name or path in drill files. */
  String place();

  /**
   * An environment variable.
   *
   * @param name e.g. OPENVIDU_SECRET
   */
  record Environment(String name) implements SecretSource {
    /** The word in drill files. */
    public static final String KIND = "env";

    @Override
    public String kind() {
      return KIND;
    }

    @Override
    public String place() {
      return name;
    }
  }

  /**
   * A file; blanks around the secret are not part of it.
   *
   * @param path where it is
   */
  record File(String path) implements SecretSource {
    /** The word in drill files. */
    public static final String KIND = "file";

    @Override
    public String kind() {
      return KIND;
    }

    @Override
    public String place() {
      return path;
    }
  }
}
