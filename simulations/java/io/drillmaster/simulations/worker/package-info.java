/**
 * What a worker process is told: settings and control file, and how it ends. Depends on crew,
 * run.port, history, drill, process and time.
 */
@NullMarked
package io.drillmaster.simulations.worker;

import org.jspecify.annotations.NullMarked;
