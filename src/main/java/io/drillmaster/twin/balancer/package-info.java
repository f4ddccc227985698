/**
 * The twin's application load balancer: an HTTP proxy with active health checks, in a process of
 * its own. Depends on time and process.
 */
@NullMarked
package io.drillmaster.twin.balancer;

import org.jspecify.annotations.NullMarked;
