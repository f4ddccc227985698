/**
 * What a run needs from the outside: a target, load, a nemesis, a prober. Depends on history, drill
 * and\n * time.
 */
@NullMarked
package io.drillmaster.run.port;

import org.jspecify.annotations.NullMarked;
