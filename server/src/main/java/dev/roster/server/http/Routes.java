package dev.roster.server.http;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.extensions.Extension;
import io.swagger.v3.oas.annotations.extensions.ExtensionProperty;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The paths of a contract, read off the interfaces that were generated from its document, so that
 * no path stands anywhere else. Immutable.
 */
public final class Routes {
  private final List<Route> all;
  private final boolean anyCase;

  private Routes(List<Route> all, boolean anyCase) {
    this.all = all;
    this.anyCase = anyCase;
  }

  /**
   * @param anyCase whether literal words of a path match in any case
   */
  public static Routes of(boolean anyCase, Class<?>... interfaces) {
    Map<String, Map<String, Route.Operation>> byPath = new LinkedHashMap<>();
    for (Class<?> each : interfaces) {
      for (Method method : each.getMethods()) {
        byPath
            .computeIfAbsent(
                method.getAnnotation(Path.class).value(), path -> new LinkedHashMap<>())
            .put(httpMethod(method), operation(method));
      }
    }
    List<Route> routes =
        byPath.entrySet().stream()
            .map(entry -> new Route(entry.getKey(), segments(entry.getKey()), entry.getValue()))
            .sorted(Comparator.comparingLong(Route::literals).reversed())
            .toList();
    if (routes.isEmpty()) {
      throw new IllegalArgumentException("no operation in " + Arrays.toString(interfaces));
    }
    return new Routes(routes, anyCase);
  }

  /** The route of a path without its leading and trailing slash. */
  public Optional<Route.Match> find(List<String> segments) {
    return all.stream().flatMap(route -> route.match(segments, anyCase).stream()).findFirst();
  }

  /** The operationIds of the contract. */
  public Set<String> operationIds() {
    return operations().map(Route.Operation::id).collect(Collectors.toUnmodifiableSet());
  }

  /** Every operation of the contract. */
  public Stream<Route.Operation> operations() {
    return all.stream().flatMap(route -> route.operations().values().stream());
  }

  /** Cuts a path at its slashes, without the empty pieces before the first and behind the last. */
  public static List<String> segments(String path) {
    String inner = path.startsWith("/") ? path.substring(1) : path;
    if (inner.endsWith("/")) {
      inner = inner.substring(0, inner.length() - 1);
    }
    return List.of(inner.split("/", -1));
  }

  private static String httpMethod(Method method) {
    return Arrays.stream(method.getAnnotations())
        .map(Annotation::annotationType)
        .filter(type -> type.isAnnotationPresent(HttpMethod.class))
        .map(type -> type.getAnnotation(HttpMethod.class).value())
        .findFirst()
        .orElseThrow();
  }

  private static Route.Operation operation(Method method) {
    Operation described = method.getAnnotation(Operation.class);
    return new Route.Operation(
        described.operationId(),
        Integer.parseInt(method.getAnnotation(ApiResponse.class).responseCode()),
        Arrays.stream(described.extensions())
            .filter(each -> each.name().equals("x-deprecation"))
            .map(Routes::deprecation)
            .findFirst());
  }

  private static Deprecation deprecation(Extension extension) {
    Map<String, String> said =
        Arrays.stream(extension.properties())
            .collect(Collectors.toMap(ExtensionProperty::name, ExtensionProperty::value));
    return new Deprecation(
        LocalDate.parse(said.getOrDefault("since", "")),
        LocalDate.parse(said.getOrDefault("sunset", "")),
        said.getOrDefault("successor", ""));
  }
}
