/** The parts that the commands of this module share. */
@NullMarked
package dev.roster.drills.command;

import org.jspecify.annotations.NullMarked;
