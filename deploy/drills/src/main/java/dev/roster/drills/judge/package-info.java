/** The judgement of a drill: targets against what clients saw and what the database holds. */
@NullMarked
package dev.roster.drills.judge;

import org.jspecify.annotations.NullMarked;
