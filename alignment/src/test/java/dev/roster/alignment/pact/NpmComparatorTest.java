package dev.roster.alignment.pact;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roster.alignment.ExampleProject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.Arguments;

/** The wrong pacts of {@link PactInDocumentTest} once more; only where it is installed. */
class NpmComparatorTest {
  /**
   * The wrong pacts of {@link PactInDocumentTest} that check 2 refuses and the comparator takes.
   * The list is exact, so that an update of the comparator shows what it has learned or forgotten;
   * docs/alignment.md explains it.
   */
  private static final Set<String> SEEN_BY_CHECK_2_ONLY =
      Set.of(
          "all users of a tenant: /request/path = '/api/users/7/null'",
          "an invitation by a viewer: /request/body/content/note = 'hi'",
          "an invitation: /request/body/content/note = 'hi'",
          "the caller: /providerStates/0/name = 'a dreamer'",
          "the caller: /response/body/content/company/size = 1",
          "the caller: /response/matchingRules/body/$.company.country ="
              + " {'matchers':[{'match':'regex','regex':'[a-z]{2}'}]}",
          "the caller: /response/matchingRules/body/$.company.flags[*].colour ="
              + " {'matchers':[{'match':'type'}]}",
          "the caller: /response/matchingRules/body/$.company.type ="
              + " {'matchers':[{'match':'regex','regex':'active|retired'}]}",
          "the caller: /response/matchingRules/body/$.first_name ="
              + " {'matchers':[{'match':'integer'}]}");

  private final NpmComparator comparator = new NpmComparator(ExampleProject.COMPARATOR);

  @TempDir Path folder;

  private record Wrong(String name, PactInteraction interaction) {}

  @BeforeEach
  void needsTheComparator() throws IOException {
    if (!comparator.isInstalled()) {
      assertThat(Boolean.getBoolean("comparator.required")).isFalse();
      Assumptions.abort("openapi-pact-comparator is not installed");
    }
    comparator.requirePinnedVersion();
  }

  @Test
  void theComparatorSeesTheWrongPactsThatCheckTwoSeesButForThese() throws Exception {
    List<Wrong> wrong = wrong();
    Set<String> unseen = new TreeSet<>();
    for (String name : ExampleProject.CONFIG.documentNames()) {
      List<Wrong> ofThis =
          wrong.stream().filter(each -> each.interaction.provider().equals(name)).toList();
      List<Path> pacts = new ArrayList<>();
      for (Wrong each : ofThis) {
        pacts.add(pact(pacts.size(), each.interaction));
      }
      List<JsonNode> reports =
          comparator.compare(ExampleProject.CONFIG.documents().resolve(name + ".yaml"), pacts);
      for (int i = 0; i < reports.size(); i++) {
        if (reports.get(i).isEmpty()) {
          unseen.add(ofThis.get(i).name);
        }
      }
    }

    assertThat(wrong).hasSizeGreaterThan(40);
    assertThat(unseen).isEqualTo(SEEN_BY_CHECK_2_ONLY);
  }

  private static List<Wrong> wrong() throws IOException {
    List<Wrong> wrong = new ArrayList<>();
    for (Arguments each : PactInDocumentTest.mutations().toList()) {
      String description = (String) each.get()[0];
      String pointer = (String) each.get()[1];
      String value = (String) each.get()[2];
      PactInteraction good = PactInDocumentTest.named(description);
      wrong.add(
          new Wrong(
              description + ": " + pointer + " = " + value,
              PactInDocumentTest.changed(good, pointer, value.replace('\'', '"'))));
    }
    return wrong;
  }

  private Path pact(int number, PactInteraction interaction) throws IOException {
    ObjectMapper json = new ObjectMapper();
    ObjectNode pact =
        (ObjectNode)
            json.readTree(ExampleProject.CONFIG.pacts().resolve(interaction.file()).toFile());
    pact.putArray("interactions").add(interaction.json());
    Path file = folder.resolve(interaction.provider() + "-" + number + ".json");
    json.writeValue(file.toFile(), pact);
    return file;
  }
}
