/** A search for secrets of the tests in logs, tables and files, after each class of tests. */
package dev.roster.server.leaks;
