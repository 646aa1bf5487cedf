package dev.roster.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.client.operation.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The metadata for GraalVM's native-image. A class that Jackson meets by reflection and that is not
 * listed works on a JVM and fails in a native image.
 */
class NativeImageTest {
  private static final String METADATA =
      "/META-INF/native-image/dev.roster/roster-api-model/reflect-config.json";
  private static final List<Class<?>> APIS =
      List.of(
          dev.roster.client.compleat.api.UsersApi.class,
          dev.roster.client.coolset.api.CompaniesApi.class,
          dev.roster.client.coolset.api.CountriesApi.class,
          dev.roster.client.coolset.api.InvitationsApi.class,
          dev.roster.client.coolset.api.UsersApi.class,
          dev.roster.client.coolset.api.WorkspacesApi.class);

  @Test
  void everyTypeThatACallReadsOrWritesIsListedWithAllThatJacksonLooksAt() throws IOException {
    TreeSet<String> reached = new TreeSet<>();
    for (Class<?> api : APIS) {
      for (Method operation : api.getDeclaredMethods()) {
        if (Modifier.isPublic(operation.getModifiers())) {
          assertThat(operation.getReturnType()).isEqualTo(Operation.class);
          reach(operation.getGenericReturnType(), reached);
          Arrays.stream(operation.getGenericParameterTypes()).forEach(type -> reach(type, reached));
        }
      }
    }
    TreeSet<String> listed = new TreeSet<>();
    for (JsonNode entry : metadata()) {
      listed.add(entry.path("name").asText());
      assertThat(
              Stream.of(
                  "allDeclaredConstructors",
                  "allDeclaredFields",
                  "allPublicMethods",
                  "allRecordComponents"))
          .as("%s", entry)
          .allMatch(flag -> entry.path(flag).asBoolean());
    }

    assertThat(reached).hasSizeGreaterThan(15);
    assertThat(listed).isEqualTo(reached);
  }

  private static JsonNode metadata() throws IOException {
    try (InputStream file = NativeImageTest.class.getResourceAsStream(METADATA)) {
      return new ObjectMapper().readTree(Objects.requireNonNull(file, METADATA));
    }
  }

  private static void reach(Type type, TreeSet<String> reached) {
    if (type instanceof ParameterizedType) {
      Arrays.stream(((ParameterizedType) type).getActualTypeArguments())
          .forEach(argument -> reach(argument, reached));
    } else if (type instanceof Class<?>
        && ((Class<?>) type).getPackageName().endsWith(".model")
        && reached.add(((Class<?>) type).getName())) {
      Class<?> model = (Class<?>) type;
      assertThat(model.isRecord()).as("%s", model).isTrue();
      for (RecordComponent component : model.getRecordComponents()) {
        reach(component.getGenericType(), reached);
      }
    }
  }
}
