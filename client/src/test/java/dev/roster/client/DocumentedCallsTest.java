package dev.roster.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.client.transport.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the Javadoc of each method that makes a call to what the method sends, returns and throws:
 * its example is run, and the documents say which refusals there are.
 */
class DocumentedCallsTest {
  private static final Path SOURCES = Path.of("src/main/java/dev/roster/client");
  private static final Path EXAMPLES = Path.of("src/test/java");
  private static final Path DOCUMENTS = Path.of("../specs");
  private static final Set<String> NO_CALLS =
      Set.of("builder", "fromEnv", "with", "withResponse", "close", "toString");
  private static final Pattern COMMENTED =
      Pattern.compile(
          "/\\*\\*((?:(?!\\*/).)*)\\*/\\s+(?:@\\w+\\s+)*public [\\w<>]+ (\\w+)\\(([^)]*)\\) \\{",
          Pattern.DOTALL);
  private static final Pattern SNIPPET =
      Pattern.compile("\\{@snippet file=\"([^\"]+)\" region=\"(\\w+)\"}");
  private static final UUID ID = UUID.fromString("497f6eca-6276-4993-bfeb-53cbbbba6f08");

  /** A public method that makes a call, and its comment with single blanks. */
  record Call(Class<?> type, String method, String parameters, String comment) {
    boolean isCompleat() {
      return type == CompleatClient.class;
    }

    @Override
    public String toString() {
      return type.getSimpleName() + "." + method + "(" + parameters + ")";
    }
  }

  /** The groups that the clients return, and what the client itself calls. */
  static Stream<Call> calls() {
    Stream<Class<?>> groups =
        Arrays.stream(CoolsetClient.class.getMethods())
            .<Class<?>>map(Method::getReturnType)
            .filter(type -> type.getSimpleName().startsWith("Coolset"))
            .filter(type -> type != CoolsetClient.class);
    return Stream.concat(groups, Stream.of(CompleatClient.class)).flatMap(DocumentedCallsTest::of);
  }

  private static Stream<Call> of(Class<?> type) {
    List<Call> documented =
        COMMENTED
            .matcher(
                read(SOURCES.resolve(type.getSimpleName() + ".java")).split("class Builder")[0])
            .results()
            .filter(found -> !NO_CALLS.contains(found.group(2)))
            .map(found -> call(type, found))
            .toList();
    List<String> methods =
        Arrays.stream(type.getDeclaredMethods())
            .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
            .map(Method::getName)
            .filter(name -> !NO_CALLS.contains(name))
            .toList();
    assertThat(documented)
        .as("commented methods of %s", type)
        .extracting(Call::method)
        .containsExactlyInAnyOrderElementsOf(methods);
    return documented.stream();
  }

  private static Call call(Class<?> type, MatchResult found) {
    String comment = found.group(1).replaceAll("\\s*\n\\s*\\*\\s*", " ");
    return new Call(type, found.group(2), found.group(3), comment);
  }

  @Test
  void thereAreCallsOfEveryOperation() throws Exception {
    Set<String> sent = new TreeSet<>();
    for (Call call : calls().toList()) {
      run(call).forEach(attempt -> sent.add(attempt.operation()));
    }

    Set<String> operations = new TreeSet<>(refusals("coolset-accounts.yaml").keySet());
    operations.addAll(refusals("compleat-users.yaml").keySet());
    assertThat(sent).hasSize(12).isEqualTo(operations);
  }

  @ParameterizedTest
  @MethodSource("calls")
  void theJavadocSaysWhatTheExampleSends(Call call) throws Exception {
    assertThat(run(call))
        .isNotEmpty()
        .allSatisfy(attempt ->
            assertThat(call.comment())
                .contains("<p>Sends {@code " + attempt.method() + " " + attempt.path() + "}"));
  }

  @ParameterizedTest
  @MethodSource("calls")
  void theExampleMakesTheCall(Call call) {
    Example example = example(call);

    assertThat(example.code()).contains("." + call.method() + "(");
    // the overload: with as many arguments
    assertThat(example.code().replaceAll("\\s+", ""))
        .matches(".*\\." + call.method() + "\\(" + arguments(call) + "\\).*");
  }

  @ParameterizedTest
  @MethodSource("calls")
  void theJavadocSaysWhatTheCallReturnsAndThrows(Call call) throws Exception {
    CallObserver.Attempt attempt = run(call).get(0);
    String document = call.isCompleat() ? "compleat-users.yaml" : "coolset-accounts.yaml";
    Function<ErrorResponse, RosterApiException> mapper =
        call.isCompleat() ? ExceptionMapper::ofCompleat : ExceptionMapper::ofCoolset;
    Set<String> thrown =
        refusals(document).get(attempt.operation()).stream()
            .map(status -> mapper.apply(ErrorResponse.of(status, "{}")).getClass())
            .filter(type -> type != RosterApiException.class)
            .map(Class::getSimpleName)
            .collect(Collectors.toCollection(TreeSet::new));
    if (attempt.path().matches(".*\\{(id|userId)}.*")) {
      thrown.add(call.isCompleat() ? "UnknownUserException" : "NotFoundException");
    }

    assertThat(call.comment()).contains("@return ");
    assertThat(thrown)
        .allSatisfy(type -> assertThat(call.comment()).contains("@throws " + type + " "));
  }

  /** The statuses of each operation that not every operation of the document has. */
  private static Map<String, Set<Integer>> refusals(String document) {
    String paths = read(DOCUMENTS.resolve(document)).split("(?m)^components:")[0];
    Matcher line =
        Pattern.compile("(?m)^      operationId: (\\S+)$|^        '([45]\\d\\d)':").matcher(paths);
    Map<String, Set<Integer>> statuses = new LinkedHashMap<>();
    String operation = "";
    while (line.find()) {
      if (line.group(1) != null) {
        operation = line.group(1);
        statuses.put(operation, new TreeSet<>());
      } else {
        statuses.get(operation).add(Integer.valueOf(line.group(2)));
      }
    }
    Set<Integer> everywhere = new TreeSet<>(statuses.get(operation));
    statuses.values().forEach(everywhere::retainAll);
    assertThat(everywhere).contains(401, 429, 500);
    statuses.values().forEach(each -> each.removeAll(everywhere));
    return statuses;
  }

  private record Example(Method method, String code) {}

  /** The region is in a method of its name. */
  private static Example example(Call call) {
    Matcher snippet = SNIPPET.matcher(call.comment());
    assertThat(snippet.find()).as("%s has an example", call).isTrue();
    String file = snippet.group(1);
    String region = snippet.group(2);
    Matcher code =
        Pattern.compile(
                "// @start region=\"" + region + "\"\n(.*?)// @end region=\"" + region + "\"",
                Pattern.DOTALL)
            .matcher(read(EXAMPLES.resolve(file)));
    assertThat(code.find()).as("region %s of %s", region, file).isTrue();
    return new Example(method(file, region), code.group(1));
  }

  private static Method method(String file, String name) {
    try {
      Class<?> examples = Class.forName(file.replace(".java", "").replace('/', '.'));
      return Arrays.stream(examples.getMethods())
          .filter(each -> each.getName().equals(name))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no method " + name + " in " + file));
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  /** A pattern of as many arguments as the method has, none of which holds a comma. */
  private static String arguments(Call call) {
    int count = call.parameters().isEmpty() ? 0 : call.parameters().split(",").length;
    return count == 0 ? "" : "[^,]+?(,[^,]+?){" + (count - 1) + "}";
  }

  private static List<CallObserver.Attempt> run(Call call) throws Exception {
    List<CallObserver.Attempt> attempts = new ArrayList<>();
    CallObserver observer = CallObserver.of(outcome -> attempts.add(outcome.attempt()));
    Transport server = new ExampleServer();
    Map<Class<?>, Object> arguments = new HashMap<>();
    arguments.put(
        CoolsetClient.class,
        CoolsetClient.builder()
            .token("t")
            .onDeprecation(ignored -> {})
            .transport(server)
            .observer(observer)
            .build());
    arguments.put(
        CompleatClient.class,
        CompleatClient.builder().tenant(ID).key("k").transport(server).observer(observer).build());
    arguments.put(String.class, "NL");
    arguments.put(long.class, 7L);
    arguments.put(UUID.class, ID);
    Method example = example(call).method();

    Object result =
        example.invoke(
            null, Arrays.stream(example.getParameterTypes()).map(arguments::get).toArray());

    assertThat(result).isNotNull();
    return attempts;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
