/** A real browser for the tests of everything that people look at. */
package dev.roster.browser;
