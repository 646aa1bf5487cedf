/**
 * The real Roster server for the tests of those who call it: run in a process of its own on a real
 * PostgreSQL, and brought into named states.
 */
@NullMarked
package dev.roster.testkit;

import org.jspecify.annotations.NullMarked;
