/**
 * The twin's application load balancer: HTTP proxies with active health checks, each in a process
 * of its own. Depends on time and process.
 */
@NullMarked
package io.drillmaster.twin.balancer;

import org.jspecify.annotations.NullMarked;
