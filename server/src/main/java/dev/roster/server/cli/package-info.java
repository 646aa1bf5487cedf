/** The {@code roster} command, one class per subcommand. */
@NullMarked
package dev.roster.server.cli;

import org.jspecify.annotations.NullMarked;
