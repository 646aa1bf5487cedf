package dev.roster.drills.history;

/** The kinds of calls in a history. */
public enum Operation {
  /** Invites an address: {@code person}, {@code company}, {@code email}, {@code key}. */
  INVITE,

  /** Uses the secret of an invitation: {@code company}, {@code email}, {@code source}. */
  ACCEPT,

  /** Makes a company the current workspace: {@code person}, {@code company}, {@code key}. */
  SWITCH,

  /** Reads the current workspace of a {@code person}. */
  CURRENT,

  /** Reads the members of a {@code company} through an {@code api}. */
  MEMBERS,

  /** Reads the invitation {@code id} of a {@code company}: may it be accepted? */
  INVITATION,

  /** Revokes a token as an operator: {@code revoked}. */
  REVOKE,

  /** Gets a mail as the mail server: {@code email}, {@code message}. */
  MAIL
}
