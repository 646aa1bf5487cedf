package dev.roster.server.web;

import dev.roster.server.http.RefusalException;
import dev.roster.server.mail.DevMailbox;
import dev.roster.server.mail.Language;
import java.net.URI;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpStatus;

/** Refusals for the pages, as problem details (RFC 9457). */
final class WebProblems {
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int GONE = 410;
  private static final int UNPROCESSABLE = 422;

  private WebProblems() {}

  static RefusalException ofStatus(int status) {
    return new RefusalException(status, problem(status));
  }

  /** For the name of a document that there is not; says which there are. */
  static RefusalException noSuchDocument(Collection<String> names) {
    Map<String, Object> problem = problem(NOT_FOUND);
    problem.put("detail", "There is no such document. There are " + String.join(", ", names) + ".");
    return new RefusalException(NOT_FOUND, problem);
  }

  /** For the number of a mail that is not in the mailbox, or not any more. */
  static RefusalException noSuchMail() {
    Map<String, Object> problem = problem(NOT_FOUND);
    problem.put(
        "detail",
        "There is no such mail. The mailbox is in memory: it is empty after a restart of the"
            + " server, and keeps the newest "
            + DevMailbox.NEWEST
            + " mails.");
    return new RefusalException(NOT_FOUND, problem);
  }

  /**
   * The same for a secret that never was and for one that is revoked, replaced or long forgotten.
   */
  static RefusalException notValid() {
    return new RefusalException(
        NOT_FOUND,
        coded(
            NOT_FOUND,
            "invitation-not-valid",
            "The link of this invitation is not valid, or not any more. If there is a newer mail,"
                + " use its link; otherwise ask for a new invitation."));
  }

  /** For the holder of a secret that was used. */
  static RefusalException alreadyJoined(String company, Language language, Optional<URI> app) {
    Map<String, Object> problem =
        coded(
            CONFLICT,
            "invitation-accepted",
            "This invitation was accepted already: you are a member.");
    problem.put("company", company);
    problem.put("language", language.tag());
    app.ifPresent(url -> problem.put("app_url", url.toString()));
    return new RefusalException(CONFLICT, problem);
  }

  /** The same for a visitor who wanted to decline. */
  static RefusalException joinedBeforeDeclining(String company, Language language) {
    Map<String, Object> problem =
        coded(
            CONFLICT,
            "invitation-accepted",
            "This invitation was accepted, so it cannot be declined any more. Ask an owner or"
                + " administrator of the workspace to remove you.");
    problem.put("company", company);
    problem.put("language", language.tag());
    return new RefusalException(CONFLICT, problem);
  }

  /** For the holder of a secret whose invitation was declined. */
  static RefusalException declined(String company, Language language) {
    Map<String, Object> problem =
        coded(GONE, "invitation-declined", "This invitation was declined. Ask for a new one.");
    problem.put("company", company);
    problem.put("language", language.tag());
    return new RefusalException(GONE, problem);
  }

  /**
   * For the holder of a secret that was not used in time.
   *
   * @param time as a person reads it
   */
  static RefusalException expired(String company, Language language, String time) {
    Map<String, Object> problem =
        coded(GONE, "invitation-expired", "This invitation has expired. Ask for a new one.");
    problem.put("company", company);
    problem.put("language", language.tag());
    problem.put("expired", time);
    return new RefusalException(GONE, problem);
  }

  /**
   * For names that cannot be stored.
   *
   * @param faults by field: {@code missing}, {@code too-long} or {@code hidden-character}
   */
  static RefusalException namesRefused(Map<String, String> faults) {
    Map<String, Object> problem =
        coded(
            UNPROCESSABLE,
            "names-required",
            "First and last name are needed, each of 1 to 150 letters that can be seen.");
    problem.put("faults", faults);
    return new RefusalException(UNPROCESSABLE, problem);
  }

  private static Map<String, Object> coded(int status, String code, String detail) {
    Map<String, Object> problem = problem(status);
    problem.put("code", code);
    problem.put("detail", detail);
    return problem;
  }

  private static Map<String, Object> problem(int status) {
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("title", HttpStatus.getMessage(status));
    problem.put("status", status);
    return problem;
  }
}
