/**
 * Turns verdicts and figures into text: HTML, JUnit XML, Markdown, console tables, plans. Pure:
 * everything it shows is handed in, assets included, and the text is returned. Depends on check,
 * stats, history and drill.
 */
@NullMarked
package io.drillmaster.report;

import org.jspecify.annotations.NullMarked;
