package dev.roster.alignment.pact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** A way in which an interaction can tell less, made wherever an interaction has a place for it. */
enum PactLoss {
  PROVIDER_STATE {
    @Override
    void make(Losses losses) {
      losses.eachEntry("/providerStates");
    }
  },
  PARAMETER_OF_A_STATE {
    @Override
    void make(Losses losses) {
      for (int i = 0; i < losses.size("/providerStates"); i++) {
        losses.eachMember("/providerStates/" + i + "/params");
      }
    }
  },
  QUERY_PARAMETER {
    @Override
    void make(Losses losses) {
      losses.eachMember("/request/query");
    }
  },
  REQUEST_HEADER {
    @Override
    void make(Losses losses) {
      losses.eachHeader("/request");
    }
  },
  REQUEST_MEMBER {
    @Override
    void make(Losses losses) {
      losses.eachMemberBelow("/request/body/content");
    }
  },
  REQUEST_VALUE_OF_THE_STATE {
    @Override
    void make(Losses losses) {
      losses.eachGenerator("/request");
    }
  },
  REQUEST_MATCHER {
    @Override
    void make(Losses losses) {
      losses.eachMatcher("/request");
    }
  },
  STATUS {
    @Override
    void make(Losses losses) {
      losses.change("status", json -> ((ObjectNode) json.path("response")).put("status", 299));
    }
  },
  RESPONSE_HEADER {
    @Override
    void make(Losses losses) {
      losses.eachHeader("/response");
    }
  },
  RESPONSE_MEMBER {
    @Override
    void make(Losses losses) {
      losses.eachMemberBelow("/response/body/content");
    }
  },
  RESPONSE_VALUE_OF_THE_STATE {
    @Override
    void make(Losses losses) {
      losses.eachGenerator("/response");
    }
  },
  RESPONSE_MATCHER {
    @Override
    void make(Losses losses) {
      losses.eachMatcher("/response");
    }
  },
  RESPONSE_VALUE_HELD_TO_ITS_TYPE {
    @Override
    void make(Losses losses) {
      losses.eachValueHeldToItsType();
    }
  },
  RESPONSE_PATTERN {
    @Override
    void make(Losses losses) {
      losses.eachPattern();
    }
  };

  /** The interaction once for each loss, by what is lost. */
  record Lost(String what, PactInteraction interaction) {}

  abstract void make(Losses losses);

  /** All losses of this kind that an interaction can suffer. */
  List<Lost> of(PactInteraction interaction) {
    Losses losses = new Losses(interaction);
    make(losses);
    return losses.all;
  }

  /** Collects changed copies of an interaction. */
  static final class Losses {
    private final PactInteraction interaction;
    private final List<Lost> all = new ArrayList<>();

    private Losses(PactInteraction interaction) {
      this.interaction = interaction;
    }

    private void change(String what, Consumer<JsonNode> change) {
      JsonNode copy = interaction.json().deepCopy();
      change.accept(copy);
      all.add(
          new Lost(
              interaction.description() + ": " + what,
              new PactInteraction(interaction.file(), interaction.provider(), copy)));
    }

    private int size(String pointer) {
      return interaction.json().at(pointer).size();
    }

    private List<String> names(String pointer) {
      return interaction.json().at(pointer).properties().stream()
          .map(each -> each.getKey())
          .toList();
    }

    private void eachEntry(String pointer) {
      for (int i = 0; interaction.json().at(pointer).isArray() && i < size(pointer); i++) {
        int index = i;
        change(pointer + "/" + i, json -> ((ArrayNode) json.at(pointer)).remove(index));
      }
    }

    private void eachMember(String pointer) {
      for (String name : names(pointer)) {
        change(pointer + "/" + name, json -> ((ObjectNode) json.at(pointer)).remove(name));
      }
    }

    private void eachHeader(String part) {
      for (String name : names(part + "/headers")) {
        change(
            part + " header " + name,
            json -> {
              remove(json.at(part + "/headers"), name);
              remove(json.at(part + "/matchingRules/header"), name);
              remove(json.at(part + "/generators/header"), name);
            });
      }
    }

    private static void remove(JsonNode from, String name) {
      if (from instanceof ObjectNode object) {
        object.remove(name);
      }
    }

    private void eachMemberBelow(String pointer) {
      eachMember(pointer);
      eachEntry(pointer);
      names(pointer).forEach(name -> eachMemberBelow(pointer + "/" + name));
      if (interaction.json().at(pointer).isArray()) {
        for (int i = 0; i < size(pointer); i++) {
          eachMemberBelow(pointer + "/" + i);
        }
      }
    }

    private void eachGenerator(String part) {
      for (String category : names(part + "/generators")) {
        if (interaction.json().at(part + "/generators/" + category).has("expression")) {
          change(
              part + " generator of " + category,
              json -> remove(json.at(part + "/generators"), category));
        } else {
          eachMember(part + "/generators/" + category);
        }
      }
    }

    private void eachMatcher(String part) {
      for (String category : names(part + "/matchingRules")) {
        eachMember(part + "/matchingRules/" + category);
      }
    }

    /** Values without a matcher, and those with one for equality. */
    private void eachValueHeldToItsType() {
      valuesHeldToTheirType("$", "/response/body/content");
    }

    private void valuesHeldToTheirType(String path, String pointer) {
      List<String> matchers = matchersAt(path);
      if (matchers.stream().allMatch(matcher -> matcher.contains("equality"))) {
        change(
            path + " held to its type",
            json ->
                ((ObjectNode) json.path("response"))
                    .withObjectProperty("matchingRules")
                    .withObjectProperty("body")
                    .withObjectProperty(path)
                    .putArray("matchers")
                    .addObject()
                    .put("match", "type"));
      }
      names(pointer)
          .forEach(name -> valuesHeldToTheirType(path + "." + name, pointer + "/" + name));
      if (interaction.json().at(pointer).isArray()) {
        for (int i = 0; i < size(pointer); i++) {
          valuesHeldToTheirType(path + "[" + i + "]", pointer + "/" + i);
        }
      }
    }

    private List<String> matchersAt(String path) {
      return interaction.json().at("/response/matchingRules/body").properties().stream()
          .filter(rule -> path.matches(Pattern.quote(rule.getKey()).replace("[*]", "[\\E\\d+\\Q]")))
          .map(rule -> rule.getValue().toString())
          .toList();
    }

    private void eachPattern() {
      for (String category : names("/response/matchingRules")) {
        for (String name : names("/response/matchingRules/" + category)) {
          if (matcher(interaction.json(), category, name).has("regex")) {
            change(
                "pattern of " + category + " " + name,
                json -> ((ObjectNode) matcher(json, category, name)).put("regex", ".*"));
          }
        }
      }
    }

    private static JsonNode matcher(JsonNode json, String category, String name) {
      return json.at("/response/matchingRules/" + category).path(name).at("/matchers/0");
    }
  }
}
