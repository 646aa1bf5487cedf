package dev.roster.server.coolset.django;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The messages of each field that is not valid, in the order in which they were found. */
public final class FieldErrors {
  private final Map<String, List<String>> messages = new LinkedHashMap<>();

  /** Adds a message to a field. */
  public FieldErrors add(String field, String message) {
    messages.computeIfAbsent(field, _ -> new ArrayList<>()).add(message);
    return this;
  }

  public boolean isEmpty() {
    return messages.isEmpty();
  }

  /** The body that explains them. */
  public Map<String, List<String>> asBody() {
    return messages;
  }
}
