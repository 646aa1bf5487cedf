/** Mail that waits to be sent. */
@NullMarked
package dev.roster.server.mail;

import org.jspecify.annotations.NullMarked;
