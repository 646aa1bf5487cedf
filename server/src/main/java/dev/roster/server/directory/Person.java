package dev.roster.server.directory;

import org.jspecify.annotations.Nullable;

/**
 * A human with an account.
 *
 * @param activeMembershipId the membership that is the current workspace; null without any company
 */
public record Person(
    long id,
    String email,
    String firstName,
    String lastName,
    @Nullable String jobTitle,
    @Nullable String firebaseUid,
    @Nullable Long activeMembershipId,
    boolean mfaEnrolled,
    boolean mfaRequired,
    @Nullable String dataRoomConsumerId,
    @Nullable String pylonEmailHash) {}
