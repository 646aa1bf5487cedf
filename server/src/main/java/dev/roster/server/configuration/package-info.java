/**
 * The configuration: the keys of a file and of environment variables, the value of each that
 * counts, and where it was given.
 */
@NullMarked
package dev.roster.server.configuration;

import org.jspecify.annotations.NullMarked;
