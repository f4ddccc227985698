/**
 * The twin in containers: each node in one of its own on a private network, faults by the engine's
 * API, healing of an interrupted run. Two classes see Testcontainers and the Docker client; the
 * others speak of an {@link io.drillmaster.chaos.container.Engine}. Depends on chaos.process, whose
 * rules of harm and healing hold here too, and on the twin, which it gives a site.
 */
@NullMarked
package io.drillmaster.chaos.container;

import org.jspecify.annotations.NullMarked;
