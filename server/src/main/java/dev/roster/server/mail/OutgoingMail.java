package dev.roster.server.mail;

import java.util.Optional;

/**
 * A mail as it is sent.
 *
 * @param messageId the same for every attempt
 * @param to the address as it was typed
 * @param replyTo whom an answer concerns, as typed; empty for nobody
 * @param language of the text, as in {@code Content-Language}
 * @param secret of the link in it, which no log and no table may hold
 */
public record OutgoingMail(
    String messageId,
    String to,
    Optional<String> replyTo,
    String subject,
    String text,
    String html,
    String language,
    InvitationSecret secret) {

  /** Never the text, which holds a secret. */
  @Override
  public String toString() {
    return "OutgoingMail " + messageId;
  }
}
