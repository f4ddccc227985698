/**
 * The only clock and the only sleep: monotonic stamps shared by all processes of a host, and how
 * they\n * map to wall time. Depends on nothing.
 */
@NullMarked
package io.drillmaster.time;

import org.jspecify.annotations.NullMarked;
