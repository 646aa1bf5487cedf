package dev.roster.alignment.mutation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/**
 * One change of an interaction of a pact, which the document of its provider must contradict.
 *
 * @param file the name of the file
 * @param where file and description of the interaction
 */
record PactMutant(String id, String file, String where, String says, JsonNode interaction) {
  private static final int UNKNOWN_STATUS = 418;

  /** A folder of pacts in which the changed interaction is the only one. */
  void writeTo(Path folder, Path pacts) throws IOException {
    ObjectMapper json = new ObjectMapper();
    ObjectNode pact = (ObjectNode) json.readTree(pacts.resolve(file).toFile());
    pact.putArray("interactions").add(interaction);
    json.writeValue(folder.resolve(file).toFile(), pact);
  }

  /**
   * Every single change of the kinds below that the interaction has a place for.
   *
   * @param file the pact file that the interaction is of
   * @param credentialHeaders the headers that carry credentials
   */
  static List<PactMutant> of(
      String file, JsonNode interaction, Collection<String> credentialHeaders) {
    return new Maker(file, interaction, credentialHeaders).all();
  }

  private static final class Maker {
    private final String file;
    private final String where;
    private final JsonNode interaction;
    private final Collection<String> credentialHeaders;
    private final List<PactMutant> changes = new ArrayList<>();

    Maker(String file, JsonNode interaction, Collection<String> credentialHeaders) {
      this.file = file;
      this.where = file + " “" + interaction.path("description").asText() + "”";
      this.interaction = interaction;
      this.credentialHeaders = credentialHeaders;
    }

    List<PactMutant> all() {
      change(
          "state",
          "begins in an unknown state",
          copy -> ((ObjectNode) copy.at("/providerStates/0")).put("name", "a state of mutants"));
      change(
          "path",
          "asks for another path",
          copy -> {
            ObjectNode request = (ObjectNode) copy.path("request");
            request.put("path", "/mutant" + request.path("path").asText());
          });
      change(
          "method",
          "asks with another method",
          copy -> ((ObjectNode) copy.path("request")).put("method", "DELETE"));
      change(
          "status",
          "expects a status that is not documented",
          copy -> ((ObjectNode) copy.path("response")).put("status", UNKNOWN_STATUS));
      change(
          "parameter",
          "sends a parameter that is not documented",
          copy ->
              ((ObjectNode) copy.path("request"))
                  .withObjectProperty("query")
                  .putArray("mutant")
                  .add("1"));
      if (interaction.at("/response/status").asInt() / 100 == 2) {
        change(
            "credentials",
            "sends no credentials",
            copy -> ((ObjectNode) copy.at("/request/headers")).remove(credentialHeaders));
      }
      body("response");
      if (interaction.at("/response/status").asInt() / 100 == 2) {
        body("request");
      }
      return changes;
    }

    private void body(String part) {
      String content = "/" + part + "/body/content";
      JsonNode body = interaction.at(content);
      String pointer = body.isArray() ? content + "/0" : content;
      if (!interaction.at(pointer).isObject() || interaction.at(pointer).isEmpty()) {
        return;
      }
      change(
          part + "-member",
          part + " has a member that is not documented",
          copy -> ((ObjectNode) copy.at(pointer)).put("mutant", true));
      String first = interaction.at(pointer).fieldNames().next();
      change(
          part + "-rename",
          part + " calls " + first + " by another name",
          copy -> {
            ObjectNode object = (ObjectNode) copy.at(pointer);
            object.set(first + "_mutant", object.remove(first));
          });
      change(
          part + "-retype",
          part + " has " + first + " in another type",
          copy -> {
            ObjectNode object = (ObjectNode) copy.at(pointer);
            object.replace(
                first,
                object.get(first).isContainerNode()
                    ? object.textNode("mutant")
                    : object.arrayNode().addObject().put("mutant", 1));
          });
    }

    private void change(String kind, String says, Consumer<JsonNode> edit) {
      JsonNode copy = interaction.deepCopy();
      edit.accept(copy);
      if (!copy.equals(interaction)) {
        String id = "pact-" + kind + "-" + interaction.path("description").asText();
        changes.add(new PactMutant(id.replaceAll("[^A-Za-z0-9_-]+", "-"), file, where, says, copy));
      }
    }
  }
}
