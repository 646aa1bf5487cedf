package dev.roster.openapi;

/** The document says something that the check does not understand, so it cannot be trusted. */
public final class UnsupportedDocumentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnsupportedDocumentException(String reason) {
    super(reason);
  }
}
