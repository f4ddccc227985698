/** Launching and guarding child processes. Depends on time. */
@NullMarked
package io.drillmaster.process;

import org.jspecify.annotations.NullMarked;
