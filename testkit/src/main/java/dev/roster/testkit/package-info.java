/**
 * The real Roster server for the tests of those who call it: run in a process of its own on a real
 * PostgreSQL, and brought into named states.
 *
 * <p>With JUnit, {@link dev.roster.testkit.RosterTest} gives each test class a tenant:
 *
 * {@snippet file="com/example/CompaniesTest.java" region="test"}
 *
 * <p>Without JUnit, or for other frameworks, {@link dev.roster.testkit.RosterInstance} starts the
 * server:
 *
 * {@snippet file="com/example/RosterExamplesTest.java" region="shared"}
 *
 * <h2>Exceptions of every method</h2>
 *
 * <p>An argument that the server refuses is an {@link java.lang.IllegalArgumentException}, an
 * unknown state an {@link dev.roster.testkit.UnknownStateException}; both messages tell near names.
 * A server that cannot be started, does not respond or is closed is an {@link
 * java.lang.IllegalStateException}, whose message says what to do.
 */
@NullMarked
package dev.roster.testkit;

import org.jspecify.annotations.NullMarked;
