/**
 * What to do, as pure data: drill, load, faults, timeline, selectors, objectives, safety, and the
 * strict\n * reader of drill files. Depends on nothing.
 */
@NullMarked
package io.drillmaster.drill;

import org.jspecify.annotations.NullMarked;
