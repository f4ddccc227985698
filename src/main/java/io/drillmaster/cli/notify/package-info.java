/** Tells a webhook what a run does, while it does it. */
@NullMarked
package io.drillmaster.cli.notify;

import org.jspecify.annotations.NullMarked;
