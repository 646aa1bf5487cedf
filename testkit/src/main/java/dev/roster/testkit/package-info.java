/**
 * The real Roster server for the tests of those who call it: started in the test's own process on a
 * real PostgreSQL, and brought into named states.
 */
@NullMarked
package dev.roster.testkit;

import org.jspecify.annotations.NullMarked;
