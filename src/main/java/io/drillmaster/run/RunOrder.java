package io.drillmaster.run;

import io.drillmaster.drill.Drill;
import io.drillmaster.history.Header;

/**
 * What to run.
 *
 * @param drill the drill
 * @param header as every writer writes it but for name and anchor; carries run id, seed and limits
 * @param folder where everything goes
 * @param canaries canary rooms
 */
public record RunOrder(Drill drill, Header header, RunFolder folder, int canaries) {}
