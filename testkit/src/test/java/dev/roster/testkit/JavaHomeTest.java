package dev.roster.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaHomeTest {
  /** Newer than the one that runs this test, which is found otherwise. */
  private static final int NEW = 99;

  @TempDir Path folder;

  private Path jdk(String name, int version) throws IOException {
    Path home = folder.resolve(name);
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(
        home.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"" + version + ".0.1\"\n");
    Files.createFile(home.resolve("bin/java")).toFile().setExecutable(true);
    return home;
  }

  private Path find(Map<String, String> environment, Path... places) {
    return new JavaHome(environment, folder.resolve("home"), List.of(places)).find();
  }

  @Test
  void theNamedOneIsUsedAndNoOther() throws IOException {
    Path named = jdk("named", NEW);
    Path other = jdk("other", NEW);
    Path old = jdk("old", 17);

    assertThat(find(Map.of("ROSTER_JAVA_HOME", named.toString(), "JAVA_HOME", other.toString())))
        .isEqualTo(named);
    assertThatIllegalStateException()
        .isThrownBy(
            () -> find(Map.of("ROSTER_JAVA_HOME", old.toString(), "JAVA_HOME", other.toString())))
        .withMessage(
            "ROSTER_JAVA_HOME must name the folder of a JDK 25 or newer, with bin/java in it; '"
                + old
                + "' is a JDK 17.");
    assertThatIllegalStateException()
        .isThrownBy(() -> find(Map.of("ROSTER_JAVA_HOME", "")))
        .withMessageEndingWith("'' is none.");
  }

  @Test
  void oneThatIsTooOldIsPassedOver() throws IOException {
    Path old = jdk("old", 24);
    Path onPath = jdk("path", NEW);

    assertThat(
            find(
                Map.of(
                    "JAVA_HOME",
                    old.toString(),
                    "PATH",
                    folder.resolve("nowhere") + "::" + onPath.resolve("bin"))))
        .isEqualTo(onPath.toRealPath());
  }

  @Test
  void aLinkInThePathLeadsToItsJdk() throws IOException {
    Path jdk = jdk("jdk", NEW);
    Path bin = Files.createDirectory(folder.resolve("bin"));
    Files.createSymbolicLink(bin.resolve("java"), jdk.resolve("bin/java"));

    assertThat(find(Map.of("PATH", bin.toString()))).isEqualTo(jdk.toRealPath());
  }

  @Test
  void theOneOfTheTestsIsFoundIfItIsNewEnough() {
    if (Runtime.version().feature() >= JavaHome.OLDEST) {
      assertThat(find(Map.of())).isEqualTo(Path.of(System.getProperty("java.home")));
    } else {
      assertThatIllegalStateException()
          .isThrownBy(() -> find(Map.of()))
          .withMessageContaining("ROSTER_JAVA_HOME")
          .withMessageContaining("ROSTER_SANDBOX_URL");
    }
  }
}
