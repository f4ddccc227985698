/** Commands, wiring and the only exit of the process. */
@NullMarked
package io.drillmaster.cli;

import org.jspecify.annotations.NullMarked;
