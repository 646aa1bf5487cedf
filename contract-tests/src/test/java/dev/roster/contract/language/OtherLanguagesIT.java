package dev.roster.contract.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.contract.InProcessServer;
import dev.roster.contract.SharedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Generates clients in other languages from both documents, compiles them and runs the scenario of
 * {@code languages/README.md} with them against the real server; all must find the same facts. Only
 * with {@code -Dlanguages=all}, or the names of some, since it needs their tools.
 */
@ExtendWith(SharedServer.class)
@EnabledIfSystemProperty(named = "languages", matches = ".+")
class OtherLanguagesIT {
  private final InProcessServer roster = SharedServer.roster();

  static Stream<LanguageProject> projects() {
    List<String> wanted = List.of(System.getProperty("languages").split(","));
    List<String> known =
        Arrays.stream(LanguageProject.values()).map(LanguageProject::folder).toList();
    if (wanted.equals(List.of("all"))) {
      return Arrays.stream(LanguageProject.values());
    }
    assertThat(known).as("-Dlanguages").containsAll(wanted);
    return Arrays.stream(LanguageProject.values())
        .filter(project -> wanted.contains(project.folder()));
  }

  @ParameterizedTest
  @MethodSource("projects")
  void aGeneratedClientFindsTheFacts(LanguageProject project) throws IOException {
    Map<String, Object> owner = roster.set("a caller");
    Map<String, Object> three = roster.set("a caller with three workspaces");
    Map<String, Object> tenant = roster.set("a tenant with users");
    Map<String, Object> bareTenant =
        roster.set(
            "a tenant user with a bare profile", Map.of("status", "ACTIVE", "active", "true"));
    Map<String, Object> environment = new LinkedHashMap<>();
    environment.put("SERVER_URL", roster.baseUri());
    environment.put("OWNER_TOKEN", owner.get("token"));
    environment.put("THREE_TOKEN", three.get("token"));
    environment.put("THREE_OTHER", three.get("other_company_id"));
    environment.put("TYPES_TOKEN", token("a caller with a company of every type"));
    environment.put("LONE_TOKEN", token("a caller without a company"));
    environment.put("BARE_TOKEN", token("a caller with a bare profile", Map.of("type", "trial")));
    environment.put("UNKNOWN_TOKEN", token("a token that nobody has"));
    environment.put("TENANT_ID", tenant.get("tenant_id"));
    environment.put("TENANT_KEY", tenant.get("key"));
    environment.put("TENANT_COMPANY", tenant.get("company_id"));
    environment.put("TENANT_USER", tenant.get("user_id"));
    environment.put("BARE_TENANT_ID", bareTenant.get("tenant_id"));
    environment.put("BARE_TENANT_KEY", bareTenant.get("key"));
    environment.put("BARE_TENANT_USER", bareTenant.get("user_id"));

    assertThat(project.run(texts(environment))).isEqualTo(facts(owner));
  }

  private Object token(String state) {
    return token(state, Map.of());
  }

  private Object token(String state, Map<String, String> parameters) {
    return roster.set(state, parameters).get("token");
  }

  private static Map<String, String> texts(Map<String, Object> values) {
    Map<String, String> texts = new LinkedHashMap<>();
    values.forEach((name, value) -> texts.put(name, value.toString()));
    return texts;
  }

  /** The facts that the programs must find, with the values of the owner's state. */
  private static Map<String, String> facts(Map<String, Object> owner) throws IOException {
    Map<String, String> facts = new LinkedHashMap<>();
    for (String line : Files.readAllLines(Path.of("languages", "facts.txt"))) {
      if (!line.startsWith("#")) {
        String[] fact = line.split("=", 2);
        String value = fact[1];
        for (Map.Entry<String, Object> known : owner.entrySet()) {
          value = value.replace("{" + known.getKey() + "}", known.getValue().toString());
        }
        facts.put(fact[0], value);
      }
    }
    assertThat(facts).hasSizeGreaterThan(50);
    return facts;
  }
}
