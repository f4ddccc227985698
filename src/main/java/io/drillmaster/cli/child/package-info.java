/** Runs of this program by itself, one child process each, and what is kept of them. */
@NullMarked
package io.drillmaster.cli.child;

import org.jspecify.annotations.NullMarked;
