package dev.roster.contract.walk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.contract.walk.Contract.Operation;
import dev.roster.contract.walk.Wire.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the server refuses of a body in words that the document must say, too. */
final class RefusedMembers {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MISSING = "This field is required.";
  private static final String NULL = "This field may not be null.";
  private static final String LONG = "Ensure this field has no more than ";

  private RefusedMembers() {}

  /** Members that the server refuses though the document allows what was sent. */
  static List<String> undocumented(Operation operation, Reply reply) {
    List<String> found = new ArrayList<>();
    if (reply.status() == 400 && operation.hasBody()) {
      for (Map.Entry<String, JsonNode> member : fields(reply).properties()) {
        for (JsonNode message : member.getValue()) {
          if (!says(operation, member.getKey(), message.asText())) {
            found.add("refuses " + member.getKey() + ", which is allowed: " + message.asText());
          }
        }
      }
    }
    return found;
  }

  private static boolean says(Operation operation, String member, String refusal) {
    JsonNode declared = operation.body().path("properties").path(member);
    if (refusal.equals(MISSING)) {
      return operation
          .body()
          .path("required")
          .valueStream()
          .anyMatch(r -> r.asText().equals(member));
    }
    if (refusal.equals(NULL)) {
      return !declared.path("nullable").asBoolean();
    }
    return !refusal.startsWith(LONG) || declared.has("maxLength");
  }

  private static JsonNode fields(Reply reply) {
    try {
      return JSON.readTree(reply.body());
    } catch (IOException noJson) {
      return JSON.createObjectNode();
    }
  }
}
