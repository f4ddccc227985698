/**
 * The master's entry and owner roles as state machines without I/O. A host feeds {@link
 * io.drillmaster.twin.role.MasterRole} with inputs and the monotonic time, and executes its outputs
 * in order. Depends on twin.store and time only.
 */
@NullMarked
package io.drillmaster.twin.role;

import org.jspecify.annotations.NullMarked;
