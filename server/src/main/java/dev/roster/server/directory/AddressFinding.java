package dev.roster.server.directory;

import java.util.Optional;
import java.util.UUID;

/**
 * An address that the change of the rule for addresses (migration 8) left to an operator to look
 * at. The person or invitation is as it was.
 *
 * @param oldKey the key before
 */
public record AddressFinding(
    Kind kind, Optional<Long> personId, Optional<UUID> invitationId, String email, String oldKey) {

  /** The reason to look at the address. */
  public enum Kind {
    /** The domain is another one than was thought: mail may have gone to another recipient. */
    REKEYED,
    /** Another row has the same address, so that this one is not found by it. */
    SHARED,
    /** Mail cannot reach it. */
    UNREACHABLE
  }

  /** The reason for a person to read. */
  public String reason() {
    return switch (kind) {
      case REKEYED ->
          "counted as "
              + oldKey
              + " before, and mail went there; it is "
              + new EmailAddress(email).key();
      case SHARED -> "is the address of another row as well; this one is found by its id only";
      case UNREACHABLE -> "is no address that mail can reach";
    };
  }
}
