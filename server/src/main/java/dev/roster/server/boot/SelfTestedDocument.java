package dev.roster.server.boot;

import dev.roster.openapi.OpenApiDocument;
import dev.roster.openapi.SelfTest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A document whose check has proved itself ({@link SelfTest}).
 *
 * @param refused how many wrong bodies were refused
 */
record SelfTestedDocument(OpenApiDocument document, int refused) {
  private static final Map<String, SelfTestedDocument> KNOWN = new ConcurrentHashMap<>();

  /**
   * Reads a document from the class path. It is proved once in a JVM, however many servers start
   * there: neither the document nor the check changes.
   *
   * @throws dev.roster.openapi.UnsupportedDocumentException if the document says something that the
   *     check does not understand, or the check is wrong
   */
  static SelfTestedDocument load(String resource) {
    return KNOWN.computeIfAbsent(
        resource,
        name -> {
          OpenApiDocument document = OpenApiDocument.load(name);
          return new SelfTestedDocument(document, SelfTest.prove(document));
        });
  }
}
