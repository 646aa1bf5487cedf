package dev.roster.server.mail;

/** Where mail goes. */
public interface MailSender {
  /**
   * Sends the mail; when this returns, somebody else has taken responsibility for it.
   *
   * @throws MailNotSent if that is not so, or not known to be
   */
  void send(OutgoingMail mail) throws MailNotSent;
}
