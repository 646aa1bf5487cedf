package dev.roster.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A modular application of a consumer. */
class ModuleTest {
  @AutoClose private final FakeServer server = new FakeServer();

  @TempDir Path folder;

  @Test
  void aModularApplicationIsCompiledAndRun() throws IOException, InterruptedException {
    Path sources = Files.createDirectories(folder.resolve("src/com/example/shop")).getParent();
    Path module =
        Files.writeString(
            folder.resolve("src/module-info.java"),
            "module com.example.shop { requires dev.roster.client; }");
    Path main =
        Files.writeString(
            sources.resolve("shop/Main.java"),
            """
            package com.example.shop;

            import dev.roster.client.ApiResponse;
            import dev.roster.client.CoolsetClient;
            import dev.roster.coolset.model.User;

            public final class Main {
              public static void main(String[] arguments) {
                try (CoolsetClient client =
                    CoolsetClient.builder().baseUri(arguments[0]).token("t").build()) {
                  ApiResponse<User> me = client.withResponse(api -> api.users().me());
                  System.out.println(me.value().email() + " " + me.call().status());
                }
              }
            }
            """);
    Path classes = folder.resolve("classes");
    server.answers(200, "{\"email\": \"ada@example.org\"}");

    run(
        "javac",
        "--module-path",
        modulePath(),
        "-Xlint:all",
        "-Werror",
        "-proc:none",
        "-d",
        classes.toString(),
        module.toString(),
        main.toString());
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-p",
                classes + File.pathSeparator + modulePath(),
                "-m",
                "com.example.shop/com.example.shop.Main",
                server.uri())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes());

    assertThat(said).isEqualToIgnoringNewLines("ada@example.org 200");
    assertThat(process.waitFor()).isZero();
  }

  /** Links into an image: jlink refuses automatic modules, and nothing else here. */
  @Test
  void noModuleIsAutomatic() {
    Configuration all =
        Configuration.resolve(
            ModuleFinder.of(paths()),
            List.of(ModuleLayer.boot().configuration()),
            ModuleFinder.of(),
            List.of("dev.roster.client"));

    assertThat(all.modules())
        .hasSizeGreaterThan(5)
        .noneMatch(module -> module.reference().descriptor().isAutomatic());
  }

  @Test
  void everyPackageForConsumersIsExportedAndNoOther() {
    assertThat(exports("dev.roster.client"))
        .containsExactly("dev.roster.client", "dev.roster.client.transport");
    assertThat(exports("dev.roster.api.model"))
        .containsExactly("dev.roster.compleat.model", "dev.roster.coolset.model");
  }

  private static List<String> exports(String module) {
    ModuleReference found = ModuleFinder.of(paths()).find(module).orElseThrow();
    return found.descriptor().exports().stream()
        .map(ModuleDescriptor.Exports::source)
        .sorted()
        .toList();
  }

  private static void run(String tool, String... arguments) {
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);
    int status = ToolProvider.findFirst(tool).orElseThrow().run(out, out, arguments);
    assertThat(status).as("%s: %s", tool, said).isZero();
    assertThat(said.toString().lines().filter(line -> line.contains("warning"))).isEmpty();
  }

  private static String modulePath() {
    return Stream.of(paths()).map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  /** The client with the dependencies that Maven gives its consumers. */
  private static Path[] paths() {
    Path[] paths =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry ->
                entry.matches(".*(client|api-model)[/\\\\]target[/\\\\](classes|[^/\\\\]*\\.jar)")
                    || entry.matches(
                        ".*[/\\\\](jackson-|jakarta\\.validation-api|jspecify)[^/\\\\]*\\.jar"))
            .map(Path::of)
            .toArray(Path[]::new);
    assertThat(paths).hasSize(8);
    return paths;
  }
}
