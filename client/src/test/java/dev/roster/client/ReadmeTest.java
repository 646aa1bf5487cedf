package dev.roster.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of the README are code that a consumer can compile. */
class ReadmeTest {
  private static final Pattern IN_README = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  /** Names that the examples take as given. */
  private static final String EXAMPLE =
      """
      import dev.roster.client.*;
      import dev.roster.client.transport.*;
      import dev.roster.compleat.model.*;
      import dev.roster.coolset.model.*;
      import java.net.*;
      import java.time.*;
      import java.util.*;
      import java.util.concurrent.*;

      abstract class Example%d {
        record Order(String id) {}

        interface Log {
          void info(String format, Object value);
        }

        CoolsetClient coolset;
        CoolsetClient.Builder builder;
        Transport network;
        List<String> journal;
        Log log;
        Order order;
        String token;
        String key;
        String parent;
        UUID tenantId;
        UUID companyId;
        UUID userId;
        long workspaceId;

        void run() throws Exception {
          %s
        }
      }
      """;

  @TempDir Path folder;

  private static List<String> examples() throws IOException {
    List<String> all =
        IN_README
            .matcher(Files.readString(Path.of("README.md")))
            .results()
            .map(found -> found.group(1))
            // ModuleTest has such a declaration
            .filter(code -> !code.startsWith("module "))
            .filter(code -> Runtime.version().feature() >= 21 || !code.contains("Virtual"))
            .toList();
    assertThat(all).hasSizeGreaterThan(9);
    return all;
  }

  @Test
  void theExamplesCompile() throws IOException {
    List<String> examples = examples();
    StringWriter said = new StringWriter();
    List<JavaFileObject> sources =
        IntStream.range(0, examples.size()).mapToObj(i -> source(i, examples.get(i))).toList();

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
            sources)
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
}
