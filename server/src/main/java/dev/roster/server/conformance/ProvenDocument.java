package dev.roster.server.conformance;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A document whose check has proved itself ({@link Canary}).
 *
 * @param refused how many wrong bodies were refused
 */
public record ProvenDocument(ContractDocument document, int refused) {
  private static final Map<String, ProvenDocument> KNOWN = new ConcurrentHashMap<>();

  /**
   * Reads a document from the class path. It is proved once in a JVM, however many servers start
   * there: neither the document nor the check changes.
   *
   * @throws UnusableDocument if the document says something that the check does not understand, or
   *     the check is wrong
   */
  public static ProvenDocument load(String resource) {
    return KNOWN.computeIfAbsent(
        resource,
        name -> {
          ContractDocument document = ContractDocument.load(name);
          return new ProvenDocument(document, Canary.prove(document));
        });
  }
}
