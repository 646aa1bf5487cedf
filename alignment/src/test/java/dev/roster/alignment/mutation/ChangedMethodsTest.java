package dev.roster.alignment.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangedMethodsTest {
  private static final String SOURCE =
      """
      class Shop {
        static final int MOST = 3;
        static final java.util.List<String> WORDS = java.util.List.of("a");
        int sold;
        int least() { return 1; }
        int most() { return MOST; }
        java.util.function.IntSupplier later() { return () -> sold + 1; }
        private int helped() { return 5; }
        int help() { return helped(); }
      }
      """;

  @TempDir Path folder;

  private byte[] compiled(String source) throws IOException {
    Path file = Files.writeString(folder.resolve("Shop.java"), source);
    List<String> options = List.of("-g", "-d", folder.toString(), file.toString());
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, options.toArray(String[]::new)))
        .isZero();
    return Files.readAllBytes(folder.resolve("Shop.class"));
  }

  private Optional<Set<String>> changed(String find, String put) throws IOException {
    assertThat(SOURCE).contains(find);
    return ChangedMethods.between(compiled(SOURCE), compiled(SOURCE.replace(find, put)));
  }

  @ParameterizedTest
  @CsvSource({
    "return 1, return 2, Shop.least()I",
    "MOST = 3, MOST = 4, Shop.most()I",
    "sold + 1, sold + 2, Shop.lambda$later$0()I",
    "return 5, return 6, Shop.helped()I"
  })
  void methodsWhoseCodeDiffersAreChanged(String find, String put, String method)
      throws IOException {
    assertThat(changed(find, put)).contains(Set.of(method));
  }

  @Test
  void linesAndBlanksAreNoChange() throws IOException {
    assertThat(changed("int sold;", "\n\n  int   sold;")).contains(Set.of());
  }

  @Test
  void aMethodOfTheClassItselfIsToldByThoseThatCallIt() throws IOException {
    assertThat(changed("helped(); }", "more(); } private int more() { return 7; }"))
        .contains(Set.of("Shop.help()I", "Shop.more()I"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "of(\"a\")|of(\"b\")",
        "int sold|long other; int sold",
        "int sold|public String toString() { return null; } int sold",
        "class Shop|class Shop implements java.io.Serializable"
      })
  void whatStandsAroundMethodsIsForMoreThanTheTestsThatEnterThem(String find, String put)
      throws IOException {
    assertThat(changed(find, put)).isEmpty();
  }
}
