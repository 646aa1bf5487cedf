package dev.roster.alignment.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.alignment.AlignmentConfig.RefusalTexts;
import dev.roster.alignment.fuzz.RawHttpClient.Response;
import dev.roster.openapi.Operation;
import dev.roster.openapi.Schema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Members that a server refuses although the document allows them. */
final class RefusedMembers {
  private static final ObjectMapper JSON = new ObjectMapper();

  private RefusedMembers() {}

  /** Members that the server refuses though the document allows what was sent. */
  static List<String> undocumented(Operation operation, RefusalTexts texts, Response response) {
    List<String> found = new ArrayList<>();
    if (response.status() == 400 && operation.requestBody().isPresent()) {
      Schema body = operation.requestBody().get();
      for (Map.Entry<String, JsonNode> member : fields(response).properties()) {
        for (JsonNode message : member.getValue()) {
          if (!says(body, texts, member.getKey(), message.asText())) {
            found.add("refuses " + member.getKey() + ", which is allowed: " + message.asText());
          }
        }
      }
    }
    return found;
  }

  private static boolean says(Schema body, RefusalTexts texts, String member, String refusal) {
    Optional<Schema> declared = Optional.ofNullable(body.properties().get(member));
    if (refusal.equals(texts.missing())) {
      return body.required().contains(member);
    }
    if (refusal.equals(texts.isNull())) {
      return declared.filter(Schema::nullable).isEmpty();
    }
    return !refusal.startsWith(texts.tooLong())
        || declared
            .flatMap(schema -> schema.keyword("maxLength"))
            .filter(most -> isAbout(most, refusal.substring(texts.tooLong().length())))
            .isPresent();
  }

  /** Returns false if the refusal goes on with another number than the documented one. */
  private static boolean isAbout(JsonNode most, String rest) {
    return rest.matches("(?s)" + most.asText() + "(\\D.*)?|\\D.*|");
  }

  private static JsonNode fields(Response response) {
    try {
      return JSON.readTree(response.body());
    } catch (IOException noJson) {
      return JSON.createObjectNode();
    }
  }
}
