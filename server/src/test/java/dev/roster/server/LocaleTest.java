package dev.roster.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.testing.ProgramStart;
import dev.roster.server.testing.RawHttp;
import dev.roster.server.testing.RawResponse;
import dev.roster.server.testing.Waiting;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The whole command in a JVM whose language has a dotless ı: there, I in lower case is ı and i in
 * upper case is İ, so whatever folds by the default locale fails; and in one whose digits are ٠ to
 * ٩.
 */
class LocaleTest {
  private static final Pattern ADDRESS = Pattern.compile("(http://127\\.0\\.0\\.1:\\d+)");
  private static final Pattern MANAGEMENT = Pattern.compile("Management +(http://\\S+)");
  private static final Pattern SECRET = Pattern.compile("/accept#([A-Za-z0-9_-]{43})");
  private static final Pattern ID = Pattern.compile("\"id\": *\"?([0-9a-f-]+)");
  private static final String INVITATIONS = "/api/accounts/invitations/";

  @TempDir private Path folder;

  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void stop() throws InterruptedException {
    for (Process process : started) {
      process.destroy();
      CommandFixture.exitCode(process);
    }
  }

  /** The command in a JVM of its own that speaks the language. */
  private Process start(String language, Path output, String... arguments) throws IOException {
    List<String> line =
        ProgramStart.commandLine(
            List.of(
                "-Duser.language=" + language.substring(0, 2),
                "-Duser.country=" + language.substring(3),
                "-Duser.timezone=Pacific/Kiritimati",
                "-XshowSettings:locale"));
    line.addAll(List.of(arguments));
    line.addAll(List.of("--data-dir", folder.resolve("data").toString()));
    Process process =
        new ProcessBuilder(line)
            .redirectError(output.resolveSibling(output.getFileName() + ".err").toFile())
            .redirectOutput(output.toFile())
            .start();
    started.add(process);
    return process;
  }

  @ParameterizedTest
  @CsvSource({"tr-TR, Türkçe", "az-AZ, azərbaycan", "ar-EG, العربية"})
  void identityIsTheSameInEveryLanguage(String language, String own) throws Exception {
    Path output = folder.resolve("serve");
    Process server = start(language, output, "serve", "--port", "0");
    Matcher address = ADDRESS.matcher(CommandFixture.printed(server, output, "x-api-compleat-key"));
    assertThat(address.find()).isTrue();
    RawHttp http = new RawHttp(URI.create(address.group(1)));
    assertThat(Files.readString(folder.resolve("serve.err"))).contains("default locale = " + own);

    String token = token(language);
    RawResponse invited = invite(http, token, "TITLE.MIKE@EXAMPLE.ORG");
    assertThat(invited.status()).isEqualTo(201);
    Matcher id = ID.matcher(invited.text());
    assertThat(id.find()).isTrue();
    assertThat(get(http, token, INVITATIONS + id.group(1) + "/").text())
        .as("digits on the wire")
        .contains("\"id\":")
        .doesNotContainPattern("[\\p{Nd}&&[^0-9]]");
    assertThat(invite(http, token, "title.mike@example.org").text()).contains("is pending");
    assertThat(invite(http, token, "t\u0131tle.mike@example.org").status()).isEqualTo(201);
    assertThat(invite(http, token, "T\u0130TLE.MIKE@example.org").status()).isEqualTo(201);
    assertThat(invite(http, token, "title.mi\u212ae@example.org").status()).isEqualTo(201);
    assertThat(invite(http, token, "OWNER@DEMO.EXAMPLE").text()).contains("already a member");

    assertThat(post(http, INVITATIONS, "{x", Map.of("Authorization", "Bearer " + token)).text())
        .contains("line 1 column 2 (char 1)");

    accept(http, "TITLE.MIKE@EXAMPLE.ORG");
    assertThat(get(http, token, "/api/accounts/users/?search=tItLe.MiKe").text())
        .contains("TITLE.MIKE@EXAMPLE.ORG")
        .doesNotContain("t\u0131tle", "T\u0130TLE", "\u212a");
    assertThat(get(http, token, "/api/accounts/countries/il/").status()).isEqualTo(200);
    assertThat(get(http, token, "/api/accounts/countries/?search=ITALY").text()).contains("\"IT\"");
    assertThat(http.send("GET", "/API/USERS/x/NULL", Map.of("X-API-VERSION", "1"), null).status())
        .isEqualTo(401);
    Matcher management = MANAGEMENT.matcher(Files.readString(output));
    assertThat(management.find()).isTrue();
    RawHttp pages = new RawHttp(URI.create(management.group(1)));
    assertThat(pages.send("GET", "/none", Map.of(), null).text()).contains("\"status\":404");
  }

  /** The scope has an I. */
  private String token(String language) throws Exception {
    Path output = folder.resolve("token");
    Process made =
        start(
            language,
            output,
            "token",
            "create",
            "--email",
            "OWNER@DEMO.EXAMPLE",
            "--scope",
            "WRITE",
            "--quiet");
    assertThat(CommandFixture.exitCode(made))
        .as(Files.readString(folder.resolve("token.err")))
        .isZero();
    return Files.readString(output).strip();
  }

  private static RawResponse get(RawHttp http, String token, String target) {
    return http.send("GET", target, Map.of("Authorization", "Bearer " + token), null);
  }

  private static RawResponse invite(RawHttp http, String token, String email) {
    return post(
        http,
        INVITATIONS,
        "{\"email\":\"" + email + "\",\"auth_group\":3}",
        Map.of("AUTHORIZATION", "BEARER " + token));
  }

  private static RawResponse post(
      RawHttp http, String target, String json, Map<String, String> more) {
    Map<String, String> headers = new LinkedHashMap<>(more);
    headers.put("CONTENT-TYPE", "APPLICATION/JSON");
    return http.send("POST", target, headers, json.getBytes(StandardCharsets.UTF_8));
  }

  /** The invitee follows the link of the mail that the mailbox shows. */
  private static void accept(RawHttp http, String email) {
    Waiting.until(() -> mailbox(http, "").contains("to <bdi>" + email));
    assertThat(mailbox(http, "")).contains("<a href=\"/dev/mailbox/1\">", "Invitation to join");
    assertThat(mailbox(http, "/1/text"))
        .containsPattern(
            "valid until [0-9]{1,2} [A-Z][a-z]+ [0-9]{4} [0-9]{2}:[0-9]{2} .(UTC|Z).\\.");
    String secret = "";
    for (int number = 1; number <= 4 && secret.isEmpty(); number++) {
      Matcher link = SECRET.matcher(mailbox(http, "/" + number + "/text"));
      if (link.find() && preview(http, link.group(1)).contains("\"" + email + "\"")) {
        secret = link.group(1);
      }
    }
    assertThat(
            post(
                    http,
                    "/accept",
                    "{\"secret\":\"" + secret + "\",\"first_name\":\"I\",\"last_name\":\"K\"}",
                    Map.of())
                .status())
        .isEqualTo(200);
  }

  /** The mailbox answers to names of this machine only. */
  private static String mailbox(RawHttp http, String path) {
    return http.send("GET", "/dev/mailbox" + path, Map.of("Host", "localhost"), null).text();
  }

  private static String preview(RawHttp http, String secret) {
    return post(http, "/accept/preview", "{\"secret\":\"" + secret + "\"}", Map.of()).text();
  }
}
