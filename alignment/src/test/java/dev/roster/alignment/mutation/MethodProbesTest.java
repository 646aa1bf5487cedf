package dev.roster.alignment.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MethodProbesTest {
  private static final String GREETING = "com.example.program.Greeting";

  @TempDir Path changed;

  @Test
  void methodsOfChangedClassesAreNotedWhenTheyAreEntered() throws Exception {
    Path file = changed.resolve(GREETING.replace('.', '/') + ".class");
    Files.createDirectories(file.getParent());
    try (InputStream built =
        getClass().getResourceAsStream("/com/example/program/Greeting.class")) {
      Files.copy(built, file);
    }
    try (MutantClassLoader program = MutantClassLoader.of("com.example.", changed, true)) {
      Method of = program.loadClass(GREETING).getDeclaredMethod("of", String.class);
      of.setAccessible(true);

      assertThat(of.invoke(null, " Ada ")).isEqualTo("Hello, Ada!");
      assertThat(MethodProbes.take())
          .contains(GREETING + ".of(Ljava/lang/String;)Ljava/lang/String;")
          .doesNotContain(GREETING + ".farewell()Ljava/lang/String;");
      assertThat(MethodProbes.take()).isEmpty();
    }
  }

  @Test
  void classesThatWereNotChangedStayAsTheyAre() throws Exception {
    try (MutantClassLoader program = MutantClassLoader.of("com.example.", changed, true)) {
      Method of = program.loadClass(GREETING).getDeclaredMethod("of", String.class);
      of.setAccessible(true);
      of.invoke(null, "Ada");

      assertThat(MethodProbes.take()).isEmpty();
    }
  }
}
