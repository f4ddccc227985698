/**
 * What it means: pure checkers from a history to verdicts and figures. The fold that live progress
 * and judging share is {@link io.drillmaster.check.Progress}; {@link io.drillmaster.check.Judge}
 * drives it and the checkers of {@link io.drillmaster.check.Checks} over a history. Depends on
 * stats, history and drill.
 */
@NullMarked
package io.drillmaster.check;

import org.jspecify.annotations.NullMarked;
