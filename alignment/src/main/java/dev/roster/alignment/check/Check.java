package dev.roster.alignment.check;

import java.util.Arrays;

/** One of the eight comparisons that keep document, pact, client and server aligned. */
public enum Check {
  COMPILE(
      1,
      "compile",
      "Document and code",
      "The code that is generated from the document is the one that was reviewed."),
  PACT_DOCUMENT(
      2,
      "pact-document",
      "Pact in document",
      "All that the client asks for and expects stands in the document."),
  SERVER_PACT(
      3, "server-pact", "Server keeps pact", "The real server gives what the client expects."),
  SERVER_DOCUMENT(
      4,
      "server-document",
      "Server keeps document",
      "Whatever is sent, the real server responds as documented."),
  CLIENT_DOCUMENT(
      5,
      "client-document",
      "Client keeps document",
      "Every call of the client works, and nothing unknown breaks it."),
  DOCUMENT_TIME(
      6,
      "document-time",
      "Document over time",
      "Nothing that was released is broken, and the document obeys its rules."),
  JOURNEYS(
      7,
      "journeys",
      "Effects",
      "What a call promises to change is changed for the calls after it, and what was refused"
          + " changed nothing."),
  PROMISES(
      8,
      "promises",
      "Promises",
      "Each sentence that promises behaviour has a test or journey that proves it.");

  private final int number;
  private final String key;
  private final String title;
  private final String promise;

  Check(int number, String key, String title, String promise) {
    this.number = number;
    this.key = key;
    this.title = title;
    this.promise = promise;
  }

  /** The name of the check in result files. */
  public String key() {
    return key;
  }

  /** The number of the check, from one. */
  public int number() {
    return number;
  }

  public String title() {
    return title;
  }

  /** The promise that holds when the check is green. */
  public String promise() {
    return promise;
  }

  public static Check ofKey(String key) {
    return Arrays.stream(values())
        .filter(check -> check.key.equals(key))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no check " + key));
  }
}
