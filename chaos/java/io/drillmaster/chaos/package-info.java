/**
 * Breaking things on purpose: the nemesis, its undo ledger, and one target and driver per kind of
 * cluster. Depends on run.port, history, drill, process and time.
 */
@NullMarked
package io.drillmaster.chaos;

import org.jspecify.annotations.NullMarked;
