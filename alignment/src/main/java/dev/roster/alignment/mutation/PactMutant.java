package dev.roster.alignment.mutation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roster.alignment.check.Check;
import dev.roster.alignment.mutation.Mutant.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One change of a pact.
 *
 * @param mutant the change as the report shows it
 * @param file the name of the file
 * @param originals the interactions that are no more
 * @param interactions those in their place
 */
record PactMutant(
    Mutant mutant, String file, List<JsonNode> originals, List<JsonNode> interactions) {
  private static final int UNKNOWN_STATUS = 418;

  PactMutant {
    originals = List.copyOf(originals);
    interactions = List.copyOf(interactions);
  }

  /**
   * The change of an entry of a catalogue.
   *
   * @throws IllegalStateException if it cannot be made, or changes spaces only
   */
  static PactMutant of(CatalogueEntry entry, Path repository) throws IOException {
    ObjectMapper json = new ObjectMapper();
    JsonNode before = json.readTree(entry.path(repository).toFile());
    JsonNode after = json.readTree(entry.changed(repository));
    if (before.equals(after)) {
      throw new IllegalStateException(entry.id() + ": changes spaces only");
    }
    return new PactMutant(
        Mutant.of(entry, Part.PACT, entry.check()),
        String.valueOf(entry.path(repository).getFileName()),
        without(before.path("interactions"), after.path("interactions")),
        without(after.path("interactions"), before.path("interactions")));
  }

  private static List<JsonNode> without(JsonNode all, JsonNode others) {
    Set<JsonNode> known = new HashSet<>();
    others.forEach(known::add);
    return all.valueStream().filter(each -> !known.contains(each)).toList();
  }

  /** The same change, to be seen by a check. */
  PactMutant expecting(String check) {
    return new PactMutant(mutant.expecting(check), file, originals, interactions);
  }

  /** All interactions after the change. */
  List<JsonNode> in(Map<String, List<JsonNode>> all) {
    List<JsonNode> changed = new ArrayList<>(interactions);
    all.forEach((name, each) ->
        each.stream()
            .filter(interaction -> !name.equals(file) || !originals.contains(interaction))
            .forEach(changed::add));
    return changed;
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
            copy -> {
              ((ObjectNode) copy.at("/request/headers")).remove(credentialHeaders);
              // a generator would put the value of the state there again
              if (copy.at("/request/generators/header") instanceof ObjectNode generators) {
                generators.remove(credentialHeaders);
              }
            });
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
        Mutant mutant =
            new Mutant(
                id.replaceAll("[^A-Za-z0-9_-]+", "-"),
                Part.PACT,
                "pact-" + kind,
                true,
                where,
                says,
                "",
                Check.PACT_DOCUMENT.key());
        changes.add(new PactMutant(mutant, file, List.of(interaction), List.of(copy)));
      }
    }
  }
}
