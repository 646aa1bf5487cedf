/** Whether an answer keeps what its document promises. */
@NullMarked
package dev.roster.openapi;

import org.jspecify.annotations.NullMarked;
