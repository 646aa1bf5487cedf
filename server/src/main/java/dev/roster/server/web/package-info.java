/** The door for people: the page that accepts an invitation, and the mailbox of a laptop. */
@NullMarked
package dev.roster.server.web;

import org.jspecify.annotations.NullMarked;
