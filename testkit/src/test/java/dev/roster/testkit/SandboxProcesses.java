package dev.roster.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A server and the PostgreSQL that it has started. */
record SandboxProcesses(ProcessHandle server, List<ProcessHandle> below) {
  private static final Pattern FOLDER = Pattern.compile("/\\S*/roster-throwaway-[0-9]+");

  static SandboxProcesses of(ProcessHandle server) {
    return new SandboxProcesses(server, server.descendants().toList());
  }

  /** The server that one of the processes has started. */
  static SandboxProcesses startedBy(ProcessHandle... starters) {
    return of(
        Stream.of(starters)
            .flatMap(ProcessHandle::descendants)
            .filter(each -> line(each).contains("--lease-socket="))
            .findFirst()
            .orElseThrow());
  }

  private static String line(ProcessHandle process) {
    return process.info().arguments().map(List::of).orElse(List.of()).stream()
        .collect(Collectors.joining(" "));
  }

  /** The arguments of all processes. */
  String arguments() {
    return Stream.concat(Stream.of(server), below.stream())
        .map(SandboxProcesses::line)
        .collect(Collectors.joining(" "));
  }

  /** The folder of the PostgreSQL. */
  Path folder() {
    Matcher found = FOLDER.matcher(arguments());
    assertThat(found.find()).as("a folder in " + arguments()).isTrue();
    return Path.of(found.group());
  }

  String password() throws IOException {
    return Files.readString(folder().resolve("password")).strip();
  }

  /** The URL of the PostgreSQL. */
  String databaseUrl() throws IOException {
    String port = Files.readAllLines(folder().resolve("postgres/postmaster.pid")).get(3).strip();
    return "postgresql://postgres:" + password() + "@127.0.0.1:" + port + "/postgres";
  }

  void awaitEnd() {
    assertThat(server.onExit()).succeedsWithin(Duration.ofMinutes(1));
    for (ProcessHandle each : below) {
      assertThat(each.onExit()).succeedsWithin(Duration.ofMinutes(1));
    }
  }
}
