/** HTTP load from one thread over keep-alive connections, and its latencies. */
@NullMarked
package dev.roster.benchmarks.load;

import org.jspecify.annotations.NullMarked;
