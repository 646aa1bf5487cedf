package dev.roster.server.coolset.django;

/** A body that is not JSON; the reason is what Python says about it. */
public final class JsonParseException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  JsonParseException(String reason) {
    super(reason, null, false, false);
    this.reason = reason;
  }

  /** Python's message. */
  public String reason() {
    return reason;
  }
}
