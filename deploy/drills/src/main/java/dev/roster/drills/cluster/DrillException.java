package dev.roster.drills.cluster;

/** A drill that could not be carried out, which says nothing about the server. */
public final class DrillException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public DrillException(String message) {
    super(message);
  }

  public DrillException(String message, Throwable cause) {
    super(message, cause);
  }
}
