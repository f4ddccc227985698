/**
 * The resilience table: every flavour of fault that a target can be made to feel, under one load,
 * one run each. Knows drills and verdicts, and starts runs as anybody would.
 */
@NullMarked
package io.drillmaster.cli.matrix;

import org.jspecify.annotations.NullMarked;
