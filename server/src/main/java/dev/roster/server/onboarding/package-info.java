/** Onboarding by operators: a company with its tenant and first owner. */
@NullMarked
package dev.roster.server.onboarding;

import org.jspecify.annotations.NullMarked;
