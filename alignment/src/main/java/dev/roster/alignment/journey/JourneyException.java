package dev.roster.alignment.journey;

/** A document of journeys is wrong, or says something that is not understood here. */
public final class JourneyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  JourneyException(String message) {
    super(message);
  }
}
