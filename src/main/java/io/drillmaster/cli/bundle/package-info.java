/** The evidence of a run as one file, and whether it is still what it was. */
@NullMarked
package io.drillmaster.cli.bundle;

import org.jspecify.annotations.NullMarked;
