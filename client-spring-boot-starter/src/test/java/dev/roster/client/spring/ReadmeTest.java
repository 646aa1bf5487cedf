package dev.roster.client.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README shows code that compiles, and names the properties that there are. */
class ReadmeTest {
  private static final Pattern CODE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  /** Names that the examples take as given. */
  private static final String EXAMPLE =
      """
      import static java.util.stream.Collectors.toMap;

      import dev.roster.client.*;
      import dev.roster.client.spring.*;
      import dev.roster.client.transport.*;
      import java.util.*;
      import org.springframework.beans.factory.ObjectProvider;
      import org.springframework.boot.ssl.SslBundles;
      import org.springframework.boot.test.context.TestConfiguration;
      import org.springframework.context.annotation.*;
      import org.springframework.stereotype.Service;

      abstract class Example%d {
        interface TokenStore {
          String current();
        }

        interface Log {
          void info(String format, Object value);
        }

        Log log;

        %s
      }
      """;

  @TempDir private Path folder;

  @Test
  void theExamplesCompile() throws IOException {
    List<String> examples =
        CODE.matcher(Files.readString(Path.of("README.md")))
            .results()
            .map(found -> found.group(1))
            .toList();
    assertThat(examples).hasSizeGreaterThan(5);
    StringWriter said = new StringWriter();

    ToolProvider.getSystemJavaCompiler()
        .getTask(
            said,
            null,
            null,
            List.of(
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                folder.toString()),
            null,
            IntStream.range(0, examples.size()).mapToObj(i -> source(i, examples.get(i))).toList())
        .call();

    assertThat(said.toString()).isEmpty();
  }

  private static JavaFileObject source(int number, String code) {
    return new SimpleJavaFileObject(
        URI.create("string:///Example" + number + ".java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreErrors) {
        return EXAMPLE.formatted(number, code);
      }
    };
  }

  @Test
  void itNamesTheVersionsOfSpringBootThatTheTestsRunWith() throws IOException {
    assertThat(Files.readString(Path.of("README.md")))
        .contains(System.getProperty("spring-boot.version"));
  }

  @Test
  void itsTablesNameAllProperties() throws IOException {
    Set<String> named =
        Pattern.compile("`(?:roster\\.(?:coolset|compleat)\\.)?([a-z][a-z-]*)(?:\\.\\*)?`")
            .matcher(
                Files.readAllLines(Path.of("README.md")).stream()
                    .filter(line -> line.startsWith("| `"))
                    .collect(Collectors.joining("\n")))
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> existing =
        ConfigurationMetadataTest.described().keySet().stream()
            .map(name -> name.substring(name.lastIndexOf('.') + 1))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(named).containsAll(existing);
  }
}
