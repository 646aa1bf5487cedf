package dev.roster.alignment.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.alignment.AlignmentConfig;
import dev.roster.alignment.ExampleProject;
import dev.roster.openapi.OpenApiDocument;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MutantClassLoaderTest {
  @TempDir Path changed;

  @Test
  void typesOfTheApiAreTheSameForTheProgramAndTheWorker() throws Exception {
    try (MutantClassLoader program = MutantClassLoader.of("dev.roster.", changed, false)) {
      assertThat(program.loadClass(AlignmentConfig.class.getName()))
          .isSameAs(AlignmentConfig.class);
      assertThat(program.loadClass(OpenApiDocument.class.getName()))
          .isSameAs(OpenApiDocument.class);
    }
  }

  @Test
  void classesOfTheProgramAreLoadedAnew() throws Exception {
    String name = "com.example.program.Greeting";
    try (MutantClassLoader program = MutantClassLoader.of("com.example.", changed, false)) {
      assertThat(program.loadClass(name)).isNotSameAs(Class.forName(name));
      assertThat(program.loadClass(ExampleProject.class.getName())).isSameAs(ExampleProject.class);
    }
  }

  @Test
  void theClassesThatWereLoadedAreKnown() throws Exception {
    String name = "com.example.program.Greeting";
    try (MutantClassLoader program = MutantClassLoader.of("com.example.", changed, false)) {
      assertThat(program.loaded()).isEmpty();

      program.loadClass(name);
      program.loadClass(ExampleProject.class.getName());

      assertThat(program.loaded()).containsExactly(name);
    }
  }

  @Test
  void aFolderOfChangedResourcesReplacesTheOneOfTheBuild() throws Exception {
    String folder = "com/example/program";
    Path resource = Files.createDirectories(changed.resolve(folder)).resolve("greeting.txt");
    Files.writeString(resource, "Hello");
    try (MutantClassLoader program = MutantClassLoader.of("com.example.", changed, false)) {
      assertThat(program.getResource(folder + "/greeting.txt")).isEqualTo(resource.toUri().toURL());
      assertThat(Collections.list(program.getResources(folder)))
          .singleElement()
          .satisfies(url -> assertThat(Path.of(url.toURI())).isEqualTo(resource.getParent()));
      assertThat(program.getResource(folder + "/Greeting.class")).isNotNull();
    }
  }
}
