/** What somebody agreed to, and whether a run keeps within it. */
@NullMarked
package io.drillmaster.cli.approval;

import org.jspecify.annotations.NullMarked;
