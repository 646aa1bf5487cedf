package dev.roster.openapi;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;

/**
 * A document that is malformed, says something that the validators do not apply, or lacks an
 * operation that is asked for, so that they cannot be relied on. The message names the document and
 * the line.
 */
public final class UnsupportedDocumentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnsupportedDocumentException(String reason) {
    super(reason);
  }

  UnsupportedDocumentException(Place place, String reason) {
    super(place + ": " + reason);
  }

  private UnsupportedDocumentException(String reason, Throwable cause) {
    super(reason, cause);
  }

  static UnsupportedDocumentException malformed(String name, JsonProcessingException cause) {
    JsonLocation location = cause.getLocation();
    String line = location == null ? "" : " line " + location.getLineNr();
    return new UnsupportedDocumentException(name + line + ": " + cause.getOriginalMessage(), cause);
  }
}
