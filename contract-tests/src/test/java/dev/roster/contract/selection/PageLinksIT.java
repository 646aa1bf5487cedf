package dev.roster.contract.selection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.alignment.check.Check;
import dev.roster.contract.InReport;
import dev.roster.contract.SharedServer;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A part of check 4: a link to the neighbour of a page, and the redirect to a path with its slash,
 * ask for exactly what the request asked for, whatever letters its parameters have.
 */
@ExtendWith(SharedServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@InReport(check = Check.SERVER_DOCUMENT)
class PageLinksIT {
  private static final String STATE = "a caller with three workspaces";
  private static final Pattern NEXT = Pattern.compile("<([^>]*)>; rel=\"next\"");

  /** Letters that mean something in a query, or are written otherwise in one. */
  private static final List<String> TEXTS =
      List.of(
          "A+B",
          "A B",
          "a&b=c",
          "50%",
          "50%25",
          "a%2Bb",
          "#",
          "/?:@",
          "a;b,c",
          "\"q\" 'q'",
          "\u00e9\u00df\u0130",
          "e\u0301",
          "\ud83c\uddf3\ud83c\uddf1",
          "(a)*~!$",
          "<a>[b]{c}|^`\\");

  private final HttpClient http = HttpClient.newHttpClient();

  @AfterAll
  void close() {
    http.close();
  }

  private record Sent(String path, String name) {
    @Override
    public String toString() {
      return path + "?" + name;
    }
  }

  /** A filter that leaves all rows in, and parameters that nobody knows. */
  static Stream<Sent> parameters() {
    return Stream.of(
        new Sent("/api/accounts/companies/", "type__exclude"),
        new Sent("/api/accounts/companies/", "note"),
        new Sent("/api/accounts/workspaces/", "note"),
        new Sent("/api/accounts/users/", "a[b]"));
  }

  @ParameterizedTest
  @MethodSource("parameters")
  @Tag("promise:users-count-and-links")
  void theNextPageIsOneOfTheSameSelection(Sent sent) throws Exception {
    String token = SharedServer.roster().set(stateOf(sent)).get("token").toString();
    for (String text : TEXTS) {
      String query = "limit=1&" + encoded(sent.name()) + "=" + encoded(text);
      HttpResponse<String> response = ask(token, sent.path() + "?" + query);

      assertThat(response.statusCode()).as(query).isEqualTo(200);
      assertThat(parameters(next(response)))
          .as(query)
          .containsExactlyInAnyOrder("limit=1", "offset=1", sent.name() + "=" + text);
    }
  }

  /**
   * A page in the middle repeats the query twice, so its head is longer than that of the request.
   */
  @Test
  @Tag("promise:users-count-and-links")
  void aLongQueryHasBothLinks() throws Exception {
    String token = SharedServer.roster().set("a caller").get("token").toString();
    String note = "n".repeat(9_000);
    HttpResponse<String> response =
        ask(token, "/api/accounts/users/?limit=1&offset=1&note=" + note);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().allValues("Link").toString())
        .contains("rel=\"next\"", "rel=\"prev\"")
        .hasSizeGreaterThan(18_000);
  }

  @ParameterizedTest
  @MethodSource("parameters")
  @Tag("promise:slash")
  void aRedirectKeepsTheQueryAsItWasSent(Sent sent) throws Exception {
    String token = SharedServer.roster().set(stateOf(sent)).get("token").toString();
    for (String text : TEXTS) {
      String query = encoded(sent.name()) + "=" + encoded(text) + "&x=%2B+%20";
      HttpResponse<String> response = ask(token, sent.path().replaceFirst("/$", "") + "?" + query);

      assertThat(response.statusCode()).as(query).isEqualTo(301);
      assertThat(URI.create(response.headers().firstValue("Location").orElseThrow()).getRawQuery())
          .isEqualTo(query);
    }
  }

  private static String stateOf(Sent sent) {
    return sent.path().contains("users") ? "a caller" : STATE;
  }

  private static String next(HttpResponse<String> response) throws Exception {
    Matcher link = NEXT.matcher(response.headers().firstValue("Link").orElse(""));
    return link.find()
        ? link.group(1)
        : new ObjectMapper().readTree(response.body()).path("next").textValue();
  }

  /** As a form has them: a plus sign is a blank. */
  private static List<String> parameters(String link) {
    List<String> parameters = new ArrayList<>();
    for (String pair : URI.create(link).getRawQuery().split("&")) {
      parameters.add(URLDecoder.decode(pair, StandardCharsets.UTF_8));
    }
    return parameters;
  }

  private HttpResponse<String> ask(String token, String target) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(SharedServer.roster().baseUri() + target))
            .header("Authorization", "Bearer " + token)
            .build(),
        BodyHandlers.ofString());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
