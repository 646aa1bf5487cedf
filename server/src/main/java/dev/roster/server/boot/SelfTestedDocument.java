package dev.roster.server.boot;

import dev.roster.openapi.OpenApiDocument;
import dev.roster.openapi.SelfTest;
import dev.roster.openapi.UnsupportedDocumentException;
import dev.roster.server.failure.UserErrorException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A document of the server that the {@link SelfTest} was run with.
 *
 * @param refused the number of invalid bodies that were refused
 */
record SelfTestedDocument(OpenApiDocument document, int refused) {
  private static final String FOLDER = "/dev/roster/specs/";
  private static final Map<String, SelfTestedDocument> LOADED = new ConcurrentHashMap<>();

  /**
   * Reads a document from the class path and runs its self-test, once in a JVM, however many
   * servers start there.
   *
   * @param file its name, such as {@code coolset-accounts.yaml}
   * @throws UserErrorException if the validator does not understand the document, or fails the test
   */
  static SelfTestedDocument load(String file) {
    return LOADED.computeIfAbsent(
        file,
        name -> {
          try {
            OpenApiDocument document = OpenApiDocument.parse(name, text(name));
            return new SelfTestedDocument(document, SelfTest.prove(document));
          } catch (UnsupportedDocumentException unsupported) {
            throw new UserErrorException(
                "Responses cannot be verified: " + unsupported.getMessage(), unsupported);
          }
        });
  }

  private static String text(String file) {
    try (InputStream in = SelfTestedDocument.class.getResourceAsStream(FOLDER + file)) {
      if (in == null) {
        throw new IllegalStateException(FOLDER + file + " is missing from the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
