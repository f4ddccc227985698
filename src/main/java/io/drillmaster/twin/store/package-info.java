/**
 * The masters' only shared state: a port of commands and answers, its Redis form (Lua scripts) and
 * its plain Java model for the explorer. For the roles and the nodes that host them; depends on
 * process and time only.
 */
@NullMarked
package io.drillmaster.twin.store;

import org.jspecify.annotations.NullMarked;
