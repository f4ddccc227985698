/**
 * Keeps a twin: starts its processes, replaces the lost ones as a scaling group does, tells the
 * balancer, writes twin.json. Runs in the process that asked for the twin. Depends on twin.node,
 * twin.balancer, twin.store, process and time.
 */
@NullMarked
package io.drillmaster.twin.group;

import org.jspecify.annotations.NullMarked;
