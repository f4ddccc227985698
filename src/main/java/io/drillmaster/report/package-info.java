/**
 * Turns verdicts and figures into text: HTML, JUnit XML, Markdown, console tables. Pure; depends
 * on\n * check, stats, history and drill.
 */
@NullMarked
package io.drillmaster.report;

import org.jspecify.annotations.NullMarked;
