/**
 * The selftest: every bug of the twin against the drill that should expose it, and the matrix of
 * which check caught which. Knows the catalogue and verdicts, and starts runs as anybody would.
 */
@NullMarked
package io.drillmaster.cli.selftest;

import org.jspecify.annotations.NullMarked;
