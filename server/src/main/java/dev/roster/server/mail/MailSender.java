package dev.roster.server.mail;

import java.util.UUID;

/** The destination of mail. */
public interface MailSender {
  /**
   * Sends the mail; when this returns, the mail server has taken responsibility for it.
   *
   * @throws MailNotSentException if that is not so, or not known to be
   */
  void send(OutgoingMail mail) throws MailNotSentException;

  /** The Message-ID of a mail of the outbox, the same for each attempt. */
  String messageId(UUID mail);
}
