package dev.roster.server.mail;

/** A mail did not leave, or nobody knows whether it did. */
public final class MailNotSent extends Exception {
  private static final long serialVersionUID = 1L;

  /** What is known of the mail. */
  public enum Kind {
    /** It did not leave, and another attempt may succeed. */
    DELAYED,
    /** The same, and no other mail would have left: the server cannot be used for now. */
    BLOCKED,
    /** The connection was lost on the way: it may have left. */
    UNSURE,
    /** The server will never take it. */
    REFUSED
  }

  private final Kind kind;

  public MailNotSent(Kind kind, String reason) {
    super(reason);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  /** The reason, for whoever runs the server. */
  String reason() {
    String reason = getMessage();
    return reason == null ? kind.name() : reason;
  }
}
