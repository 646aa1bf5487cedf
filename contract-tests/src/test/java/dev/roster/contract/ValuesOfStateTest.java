package dev.roster.contract;

import static org.assertj.core.api.Assertions.assertThat;

import au.com.dius.pact.core.model.HttpResponse;
import au.com.dius.pact.core.model.generators.Category;
import au.com.dius.pact.core.model.generators.ProviderStateGenerator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Check 3 is red for another value than that of the state, though it be of the same type. */
class ValuesOfStateTest {
  @Test
  void theValuesOfTheStateAreNoDifference() {
    assertThat(differences("$.id", "{\"id\": 9}")).isEmpty();
    assertThat(differences("$.company.id", "{\"company\": {\"id\": \"9\"}}")).isEmpty();
    assertThat(differences("$.all[1].id", "{\"all\": [{\"id\": 1}, {\"id\": 9}]}")).isEmpty();
    assertThat(differences("$[*].id", "[{\"id\": 9}, {\"id\": 9}]")).isEmpty();
  }

  @Test
  void anotherValueIsADifference() {
    assertThat(differences("$.id", "{\"id\": 8}"))
        .containsExactly("$.id is [8], but ${user_id} is 9");
    assertThat(differences("$[*].id", "[{\"id\": 9}, {\"id\": 8}]")).hasSize(1);
  }

  @Test
  void aMemberThatIsMissingIsADifference() {
    assertThat(differences("$.id", "{}")).containsExactly("$.id is [], but ${user_id} is 9");
    assertThat(differences("$[*].id", "[]")).hasSize(1);
  }

  private static List<String> differences(String path, String body) {
    HttpResponse expected = new HttpResponse();
    expected
        .getGenerators()
        .addGenerator(Category.BODY, path, new ProviderStateGenerator("${user_id}"));
    return ValuesOfState.differences(
        expected, Map.of("user_id", 9L), body.getBytes(StandardCharsets.UTF_8));
  }
}
