package dev.roster.server.coolset.django;

import java.util.List;

/** A request that Django would refuse with 400; the body explains it. */
public final class InvalidRequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Object body;

  private InvalidRequestException(Object body) {
    super("invalid request", null, false, false);
    this.body = body;
  }

  static InvalidRequestException fields(FieldErrors errors) {
    return new InvalidRequestException(errors.asBody());
  }

  static InvalidRequestException messages(String message) {
    return new InvalidRequestException(List.of(message));
  }

  /** A map of fields, or a bare list of messages. */
  public Object body() {
    return body;
  }
}
