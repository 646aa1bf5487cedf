package dev.roster.server.privacy;

import dev.roster.server.directory.EmailAddress;

/**
 * The person whose data is exported or erased.
 *
 * @param addressShared reports that another person has the address, as migration 8 may have left
 *     two: what is stored for the address is then not about this person alone
 */
record DataSubject(long id, EmailAddress email, boolean active, boolean addressShared) {}
