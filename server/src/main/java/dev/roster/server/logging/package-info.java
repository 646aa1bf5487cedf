/** The log of the command: text or ECS JSON, on the error output or in files. */
@NullMarked
package dev.roster.server.logging;

import org.jspecify.annotations.NullMarked;
