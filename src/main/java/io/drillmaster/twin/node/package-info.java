/**
 * The processes of the twin: the hidden commands {@code node master|media|balancer}, and the master
 * host that gives {@link io.drillmaster.twin.role.MasterRole} its sockets, store and timers.
 * Depends on twin.role, twin.store, twin.wire, twin.media, twin.balancer, process and time.
 */
@NullMarked
package io.drillmaster.twin.node;

import org.jspecify.annotations.NullMarked;
