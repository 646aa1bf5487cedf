package dev.roster.stubs;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.PathParam;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Compares what the generator made of each document with the surface that is committed, so that a
 * change of a document or of the generator shows as a readable diff.
 */
class SurfaceTest {

  @ParameterizedTest
  @CsvSource({
    "coolset-accounts, dev.roster.coolset.api, dev.roster.coolset.model, 10",
    "compleat-users, dev.roster.compleat.api, dev.roster.compleat.model, 2",
    "roster-console, dev.roster.console.api, dev.roster.console.model, 7"
  })
  @Tag("promise:surface")
  void theGeneratedSurfaceIsTheCommittedOne(
      String document, String apiPackage, String modelPackage, int operations) throws Exception {
    SurfaceCheck check = new SurfaceCheck(document);
    List<String> methods = operations(apiPackage);
    List<String> records = records(modelPackage);
    String surface =
        "# Written by SurfaceTest; to rewrite: mvn verify -pl server-stubs -am"
            + " -Dsurface.update=true\n\n"
            + String.join("\n", methods)
            + "\n\n"
            + String.join("\n", records)
            + "\n";
    Path golden = Path.of("surface", document + ".txt");
    if (Boolean.getBoolean("surface.update")) {
      Files.writeString(golden, surface);
    }
    check.write(SurfaceCheck.FOLDER, Files.readString(golden), surface);

    assertThat(methods).as("operations of " + document).hasSize(operations);
    assertThat(records).as("records of " + document).hasSizeGreaterThan(operations);
    assertThat(surface).isEqualTo(Files.readString(golden));
  }

  private static List<String> operations(String apiPackage) throws Exception {
    List<String> lines = new ArrayList<>();
    for (Class<?> api : classesOf(apiPackage)) {
      for (Method method : api.getMethods()) {
        lines.add(
            "%s %s %s %s\n    %s.%s(%s) -> %s%s"
                .formatted(
                    httpMethod(method),
                    method.getAnnotation(jakarta.ws.rs.Path.class).value(),
                    method.getAnnotation(Operation.class).operationId(),
                    method.getAnnotation(ApiResponse.class).responseCode(),
                    api.getSimpleName(),
                    method.getName(),
                    Arrays.stream(method.getParameters())
                        .map(SurfaceTest::parameter)
                        .collect(Collectors.joining(", ")),
                    simple(method.getGenericReturnType().getTypeName()),
                    queryParameters(method) + extensions(method)));
      }
    }
    lines.sort(Comparator.comparing(line -> line.substring(line.indexOf(' '))));
    return lines;
  }

  /** Those that the annotation tells, since no method takes them. */
  private static String queryParameters(Method method) {
    return Arrays.stream(method.getAnnotation(Operation.class).parameters())
        .map(each ->
            "\n    %s %s %s"
                .formatted(each.in(), each.schema().implementation().getSimpleName(), each.name()))
        .collect(Collectors.joining());
  }

  private static String extensions(Method method) {
    return Arrays.stream(method.getAnnotation(Operation.class).extensions())
        .flatMap(extension ->
            Arrays.stream(extension.properties())
                .map(each -> "\n    " + extension.name() + " " + each.name() + " " + each.value()))
        .collect(Collectors.joining());
  }

  private static List<String> records(String modelPackage) throws Exception {
    List<String> lines = new ArrayList<>();
    for (Class<?> model : classesOf(modelPackage)) {
      if (model.isRecord()) {
        lines.add(
            model.getSimpleName()
                + constants(model)
                + Arrays.stream(model.getRecordComponents())
                    .map(SurfaceTest::component)
                    .collect(Collectors.joining("\n    ", "\n    ", "")));
      }
    }
    return lines;
  }

  /** The values that the document lists for an enumeration. */
  private static String constants(Class<?> model) throws IllegalAccessException {
    List<String> constants = new ArrayList<>();
    for (Field field : model.getFields()) {
      if (field.getType() == model) {
        constants.add(String.valueOf(field.get(null)));
      }
    }
    return constants.isEmpty() ? "" : " " + constants;
  }

  private static String component(RecordComponent component) {
    return simple(component.getGenericType().getTypeName()) + " " + component.getName();
  }

  private static String httpMethod(Method method) {
    return Arrays.stream(method.getAnnotations())
        .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
        .filter(annotation -> annotation != null)
        .map(HttpMethod::value)
        .findFirst()
        .orElseThrow();
  }

  private static String parameter(Parameter parameter) {
    String where = "body";
    for (Annotation annotation : parameter.getAnnotations()) {
      if (annotation instanceof PathParam inPath) {
        where = "path " + inPath.value();
      } else if (annotation instanceof HeaderParam header) {
        where = "header " + header.value();
      }
    }
    return simple(parameter.getParameterizedType().getTypeName()) + " " + where;
  }

  private static String simple(String typeName) {
    return typeName.replaceAll("[a-z][a-z0-9_]*\\.", "");
  }

  private static List<Class<?>> classesOf(String packageName)
      throws IOException, URISyntaxException, ClassNotFoundException {
    String folder = packageName.replace('.', '/');
    List<Class<?>> classes = new ArrayList<>();
    var urls = SurfaceTest.class.getClassLoader().getResources(folder);
    while (urls.hasMoreElements()) {
      var url = urls.nextElement();
      for (String name : new TreeSet<>(classNames(url.toURI()))) {
        classes.add(Class.forName(packageName + "." + name));
      }
    }
    return classes;
  }

  private static List<String> classNames(URI uri) throws IOException {
    if (uri.getScheme().equals("jar")) {
      try (var jar = FileSystems.newFileSystem(uri, Map.of())) {
        return namesIn(Path.of(uri));
      }
    }
    return namesIn(Path.of(uri));
  }

  private static List<String> namesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".class") && !name.contains("$"))
          .map(name -> name.substring(0, name.length() - ".class".length()))
          .toList();
    }
  }
}
