/**
 * What it means: pure checkers from a history to verdicts and figures. Depends on stats, history
 * and\n * drill.
 */
@NullMarked
package io.drillmaster.check;

import org.jspecify.annotations.NullMarked;
