/** Results as Markdown, JSON and SVG. */
@NullMarked
package dev.roster.benchmarks.report;

import org.jspecify.annotations.NullMarked;
