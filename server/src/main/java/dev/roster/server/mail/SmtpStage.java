package dev.roster.server.mail;

/** Steps of a conversation with a mail server, in the order in which they happen. */
enum SmtpStage {
  GREETING("the greeting"),
  EHLO("EHLO"),
  STARTTLS("STARTTLS"),
  AUTH("AUTH"),
  MAIL("MAIL FROM"),
  RCPT("RCPT TO"),
  DATA("DATA"),
  END_OF_DATA("the end of DATA");

  private final String shown;

  SmtpStage(String shown) {
    this.shown = shown;
  }

  /** Reports whether the server knows the recipient at this stage. */
  boolean knowsRecipient() {
    return compareTo(RCPT) >= 0;
  }

  @Override
  public String toString() {
    return shown;
  }
}
