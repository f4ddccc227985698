/**
 * The lifecycle of a run, from drill to verdict. Depends on run.port, check, report, history, drill
 * and\n * time.
 */
@NullMarked
package io.drillmaster.run;

import org.jspecify.annotations.NullMarked;
