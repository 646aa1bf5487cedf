package dev.roster.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassPathCheckTest {
  @TempDir Path folder;

  @Test
  void theClassPathOfTheseTestsIsAllRight() {
    assertThatCode(() -> ClassPathCheck.check(getClass().getClassLoader()))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "com.fasterxml.jackson.core, jackson-databind, 2.17.3, 2.18",
    "org.eclipse.jetty, jetty-server, 11.0.25, 12.0",
    "org.glassfish.jersey.core, jersey-server, 2.46, 3.1",
  })
  void aLibraryThatIsTooOldIsNamedInOneLine(
      String group, String artifact, String version, String needed) throws Exception {
    Path file = folder.resolve("META-INF/maven/" + group + "/" + artifact + "/pom.properties");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "version=" + version + "\n");

    try (URLClassLoader consumer = new URLClassLoader(new URL[] {folder.toUri().toURL()}, null)) {
      assertThatThrownBy(() -> ClassPathCheck.check(consumer))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(group + ":" + artifact + " " + version + ", needs " + needed)
          .hasMessageNotContaining("\n");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2.17.3, 2.19, true",
    "2.19.0-rc1, 2.19, false",
    "2.100.0, 2.19, false",
    "3.0.0, 2.19, false",
    "11.0.25, 12.0, true",
    "12.1.4, 12.0, false",
    "unknown, 2.19, true",
  })
  void versionsAreComparedByNumber(String version, String oldest, boolean older) {
    assertThat(ClassPathCheck.isOlder(version, oldest)).isEqualTo(older);
  }
}
