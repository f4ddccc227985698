package io.drillmaster.run.port;

import io.drillmaster.drill.Drill;
import io.drillmaster.history.Header;
import java.nio.file.Path;

/**
 * What load to put on a cluster.
 *
 * @param folder the run folder; histories go to {@code history/}, Gatling's results to {@code
 *     gatling/}
 * @param drill the drill
 * @param header of the run; each worker writes its own name and anchor into its copy
 * @param access the cluster
 */
public record LoadOrder(Path folder, Drill drill, Header header, Access access) {}
