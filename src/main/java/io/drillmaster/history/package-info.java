/**
 * What happened: events, their files, and the views that checkers read. Depends on drill and time.
 */
@NullMarked
package io.drillmaster.history;

import org.jspecify.annotations.NullMarked;
