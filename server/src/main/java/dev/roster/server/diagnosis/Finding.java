package dev.roster.server.diagnosis;

/**
 * The result of a check, in one line without secrets.
 *
 * @param subject the name of the check
 * @param text what was found
 * @param remedy what to do about it; empty if nothing has to be done
 */
public record Finding(Status status, String subject, String text, String remedy) {
  /** The severity of a finding. */
  public enum Status {
    /** As it should be. */
    OK,
    /** A server works, but not for long or not as well as it could. */
    WARN,
    /** A server would not start, or would refuse requests. */
    FAIL
  }

  /** A finding with nothing to do. */
  public static Finding ok(String subject, String text) {
    return new Finding(Status.OK, subject, text, "");
  }

  /** A finding that a server starts with. */
  public static Finding warn(String subject, String text, String remedy) {
    return new Finding(Status.WARN, subject, text, remedy);
  }

  /** A finding that keeps a server from its work. */
  public static Finding fail(String subject, String text, String remedy) {
    return new Finding(Status.FAIL, subject, text, remedy);
  }
}
