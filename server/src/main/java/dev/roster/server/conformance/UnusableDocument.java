package dev.roster.server.conformance;

/** The document says something that the check does not understand, so it cannot be trusted. */
public final class UnusableDocument extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnusableDocument(String reason) {
    super("Answers cannot be verified: " + reason);
  }
}
