/** Invitations to join a company. */
@NullMarked
package dev.roster.server.invitation;

import org.jspecify.annotations.NullMarked;
