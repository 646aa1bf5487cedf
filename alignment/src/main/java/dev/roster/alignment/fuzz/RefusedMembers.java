package dev.roster.alignment.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.alignment.fuzz.RawHttpClient.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Members that a server refuses although the document allows them. */
final class RefusedMembers {
  private static final ObjectMapper JSON = new ObjectMapper();

  private RefusedMembers() {}

  /** Members that the server refuses though the document allows what was sent. */
  static List<String> undocumented(FuzzOperation operation, RefusalTexts texts, Response response) {
    List<String> found = new ArrayList<>();
    if (response.status() == 400 && operation.hasBody()) {
      for (Map.Entry<String, JsonNode> member : fields(response).properties()) {
        for (JsonNode message : member.getValue()) {
          if (!says(operation, texts, member.getKey(), message.asText())) {
            found.add("refuses " + member.getKey() + ", which is allowed: " + message.asText());
          }
        }
      }
    }
    return found;
  }

  private static boolean says(
      FuzzOperation operation, RefusalTexts texts, String member, String refusal) {
    JsonNode declared = operation.body().path("properties").path(member);
    if (refusal.equals(texts.missing())) {
      return operation
          .body()
          .path("required")
          .valueStream()
          .anyMatch(r -> r.asText().equals(member));
    }
    if (refusal.equals(texts.isNull())) {
      return !declared.path("nullable").asBoolean();
    }
    return !refusal.startsWith(texts.tooLong()) || declared.has("maxLength");
  }

  private static JsonNode fields(Response response) {
    try {
      return JSON.readTree(response.body());
    } catch (IOException noJson) {
      return JSON.createObjectNode();
    }
  }
}
