/** Running JVMs of other processes: their allocation and their profile. */
@NullMarked
package dev.roster.benchmarks.jvm;

import org.jspecify.annotations.NullMarked;
