/** Mail: what waits, who sends it, and what it says. */
@NullMarked
package dev.roster.server.mail;

import org.jspecify.annotations.NullMarked;
