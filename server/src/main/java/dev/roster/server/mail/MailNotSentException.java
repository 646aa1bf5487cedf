package dev.roster.server.mail;

/** A mail that was not sent, or may have been without a confirmation. */
public final class MailNotSentException extends Exception {
  private static final long serialVersionUID = 1L;

  /** The state of a mail after a failed attempt. */
  public enum Kind {
    /** It did not leave, for a reason of its own, and another attempt may succeed. */
    DELAYED,
    /**
     * The recipient's server asks to come back, as it asks every new sender (greylisting): no
     * failure, and nothing that counts against the mail.
     */
    GREYLISTED,
    /** It did not leave, and no other mail would have: the server cannot be used for now. */
    BLOCKED,
    /**
     * It was turned away for what concerns the sender, after its recipient was named: no other mail
     * would have left either, unless others do leave. It is never given up.
     */
    OURS,
    /** It was turned away for what concerns the sender or this mail: others show which. */
    UNCLEAR,
    /** It left, perhaps: the mail server heard its end and did not say that it took it. */
    UNSURE,
    /** The server will never take it, for a reason of its own. */
    REFUSED
  }

  private final Kind kind;
  private final boolean permanent;

  public MailNotSentException(Kind kind, String reason) {
    this(kind, false, reason);
  }

  /**
   * @param permanent whether the server said that trying again is in vain (5yz)
   */
  public MailNotSentException(Kind kind, boolean permanent, String reason) {
    super(reason);
    this.kind = kind;
    this.permanent = permanent;
  }

  public Kind kind() {
    return kind;
  }

  boolean permanent() {
    return permanent;
  }

  /** The reason, for operators. */
  String reason() {
    String reason = getMessage();
    return reason == null ? kind.name() : reason;
  }
}
