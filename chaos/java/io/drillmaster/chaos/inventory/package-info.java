/**
 * Clusters that somebody else runs, as targets: by their URL alone, or by an inventory of nodes and
 * the commands that harm them and put them right. For {@code cli}; depends on run.port, history,
 * drill, process and time.
 */
@NullMarked
package io.drillmaster.chaos.inventory;

import org.jspecify.annotations.NullMarked;
