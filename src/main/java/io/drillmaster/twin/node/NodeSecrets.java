package io.drillmaster.twin.node;

import java.nio.file.Path;
import java.util.Map;

/**
 * The secrets of a twin. They reach its processes by environment, or by a file that it names, never
 * by argv.
 *
 * @param cluster password of OPENVIDUAPP
 * @param store password of the store
 */
public record NodeSecrets(String cluster, String store) {

  private static final String CLUSTER = "DRILLMASTER_TWIN_SECRET";
  private static final String STORE = "DRILLMASTER_TWIN_STORE_PASSWORD";

  /** Where variables can be seen by others: the path of a file that has them. */
  public static final String FILE = "DRILLMASTER_TWIN_SECRETS_FILE";

  /** As variables for a child. */
  public Map<String, String> asEnvironment() {
    return Map.of(CLUSTER, cluster, STORE, store);
  }

  /**
   * From the variables of this process, or the file that they name.
   *
   * @throws IllegalArgumentException when one is missing
   * @throws java.io.UncheckedIOException when the file cannot be read
   */
  public static NodeSecrets from(Map<String, String> environment) {
    String file = environment.get(FILE);
    if (file != null) {
      Map<String, String> values = NodeFile.read(Path.of(file)).values();
      return new NodeSecrets(value(values, CLUSTER), value(values, STORE));
    }
    return new NodeSecrets(value(environment, CLUSTER), value(environment, STORE));
  }

  private static String value(Map<String, String> environment, String name) {
    String value = environment.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "variable " + name + " is missing: nodes are started by a twin, not by hand");
    }
    return value;
  }

  /** Without the values. */
  @Override
  public String toString() {
    return "NodeSecrets[...]";
  }
}
