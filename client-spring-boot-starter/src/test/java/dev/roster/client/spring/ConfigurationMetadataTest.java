package dev.roster.client.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.client.ClientBuilder;
import dev.roster.client.CompleatClient;
import dev.roster.client.CoolsetClient;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/** The metadata from which editors complete the properties. */
class ConfigurationMetadataTest {
  /** Settings of builders that are beans, code, or several properties. */
  private static final Set<String> NO_PROPERTY =
      Set.of("build", "fromEnv", "httpClient", "observer", "onDeprecation", "transport");

  /** Settings whose property has another name. */
  private static final Map<String, String> RENAMED =
      Map.of("baseUri", "base-url", "header", "headers");

  static Map<String, String> described() throws IOException {
    try (InputStream file =
        ConfigurationMetadataTest.class.getResourceAsStream(
            "/META-INF/spring-configuration-metadata.json")) {
      Map<String, String> found = new TreeMap<>();
      for (JsonNode each :
          new ObjectMapper().readTree(Objects.requireNonNull(file)).path("properties")) {
        found.put(each.path("name").asText(), each.path("description").asText());
      }
      return found;
    }
  }

  @Test
  void everyPropertyHasADescription() throws IOException {
    assertThat(described())
        .hasSizeGreaterThan(20)
        .allSatisfy((name, description) -> assertThat(description).as(name).endsWith("."));
  }

  @Test
  void everySettingOfTheBuildersIsAPropertyOrABean() throws IOException {
    Set<String> wanted = new TreeSet<>();
    wanted.addAll(properties("roster.coolset.", CoolsetClient.Builder.class));
    wanted.addAll(properties("roster.compleat.", CompleatClient.Builder.class));

    assertThat(described().keySet()).isEqualTo(wanted);
  }

  private static Set<String> properties(String prefix, Class<?> builder) {
    return Stream.of(builder, ClientBuilder.class)
        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
        .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isBridge())
        .map(Method::getName)
        .filter(name -> !NO_PROPERTY.contains(name))
        .map(name ->
            prefix
                + RENAMED.getOrDefault(
                    name, name.replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT)))
        .collect(Collectors.toSet());
  }

  @Test
  void theNamesAreThoseThatSpringBootWrites() throws IOException {
    List<String> names = List.copyOf(described().keySet());

    assertThat(names).allMatch(ConfigurationPropertyName::isValid);
  }
}
