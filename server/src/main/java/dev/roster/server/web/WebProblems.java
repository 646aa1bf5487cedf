package dev.roster.server.web;

import dev.roster.server.http.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;

/** What the pages are told when something does not work: problem details (RFC 9457). */
final class WebProblems {
  private static final int NOT_FOUND = 404;
  private static final int UNPROCESSABLE = 422;

  private WebProblems() {}

  static Refusal ofStatus(int status) {
    return new Refusal(status, problem(status));
  }

  /**
   * The same for a secret that never was and for one that is used, revoked, replaced or too old.
   */
  static Refusal notValid() {
    return coded(
        NOT_FOUND,
        "invitation-not-valid",
        "This invitation cannot be accepted: the link is not valid, was used already or has run"
            + " out. Ask for a new invitation.");
  }

  static Refusal namesMissing() {
    return coded(
        UNPROCESSABLE,
        "names-required",
        "First and last name are needed, each of 1 to 150 letters.");
  }

  private static Refusal coded(int status, String code, String detail) {
    Map<String, Object> problem = problem(status);
    problem.put("code", code);
    problem.put("detail", detail);
    return new Refusal(status, problem);
  }

  private static Map<String, Object> problem(int status) {
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("title", HttpStatus.getMessage(status));
    problem.put("status", status);
    return problem;
  }
}
