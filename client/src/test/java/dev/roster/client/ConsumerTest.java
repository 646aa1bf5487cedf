package dev.roster.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.StringWriter;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Code of a consumer, with the jars that Maven gives it. */
class ConsumerTest {
  private static final String SOURCE =
      """
      import dev.roster.client.*;
      import dev.roster.client.transport.*;
      import dev.roster.compleat.model.*;
      import dev.roster.coolset.model.*;
      import java.util.*;

      final class Consumer {
        List<CompanyWorkspace> companies(CoolsetClient client) {
          return client.companies().stream(CompanyFilter.builder().name("x").build()).toList();
        }

        InvitationCreated invite(CoolsetClient client) {
          try {
            return client.invitations().invite("ada@example.org", AuthGroups.EDITOR);
          } catch (ValidationException refused) {
            throw new IllegalStateException(refused.messagesFor("email").toString());
          }
        }

        InvitationRequest request() {
          return InvitationRequest.builder().email("ada@example.org").authGroup(3L).build();
        }

        UserInvitation invitation(CoolsetClient client) {
          return client.invitations().byId(UUID.randomUUID());
        }

        User me(CoolsetClient client) {
          return client.users().me();
        }

        List<Country> countries(CoolsetClient client) {
          return client.countries().all();
        }

        Page<Workspace> workspaces(CoolsetClient client) {
          return client.workspaces().page(10, 0);
        }

        List<UserSummary> users(CompleatClient client) {
          return client.users();
        }

        UserDetail user(CompleatClient client) {
          return client.user(UUID.randomUUID());
        }

        String requestId(CoolsetClient client) {
          try (CoolsetClient hurried =
              client.with(CallOptions.builder().retries(0).header("X-Route", "a").build())) {
            ApiResponse<User> response = hurried.withResponse(api -> api.users().me());
            return response.value().email() + response.call().requestId().orElse("");
          }
        }

        CoolsetClient inMemory() {
          return CoolsetClient.builder()
              .token("t")
              .transport(request -> TransportResponse.json(200, "{}"))
              .observer(CallObserver.of(outcome -> System.out.println(outcome)))
              .build();
        }

        RosterException stub() {
          return new RosterTransportException("x", null);
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void itsCompilerHasNothingToWarnOf() {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    JavaFileObject source =
        new SimpleJavaFileObject(
            URI.create("string:///Consumer.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreErrors) {
            return SOURCE;
          }
        };

    boolean compiled =
        javac
            .getTask(
                said,
                null,
                null,
                List.of(
                    "--release=17",
                    "-Xlint:all",
                    "-Werror",
                    "-proc:none",
                    "-cp",
                    whatMavenGives(),
                    "-d",
                    folder.toString()),
                null,
                List.of(source))
            .call();

    assertThat(said.toString()).isEmpty();
    assertThat(compiled).isTrue();
  }

  /** The client with its dependencies, and nothing that only its own build or tests have. */
  private static String whatMavenGives() {
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry ->
                entry.matches(".*(client|api-model)[/\\\\]target[/\\\\](classes|[^/\\\\]*\\.jar)")
                    || entry.matches(
                        ".*[/\\\\](jackson-|jakarta\\.validation-api|jspecify)[^/\\\\]*\\.jar"))
            .collect(Collectors.joining(File.pathSeparator));
    assertThat(classPath.split(File.pathSeparator)).hasSize(8);
    return classPath;
  }

  @Test
  void itsDoublesCanThrowWhatAClientThrows() {
    List<RosterException> all =
        List.of(
            new RosterApiException(405, "{\"detail\": \"no\"}"),
            new UnauthorizedException("{\"detail\": \"no\"}"),
            new ForbiddenException("{\"detail\": \"no\"}"),
            new NotFoundException("{\"detail\": \"no\"}"),
            new ConflictException("{\"detail\": \"no\"}"),
            new ServerFailureException(503, "{\"detail\": \"no\"}"),
            new RateLimitedException("{\"detail\": \"no\"}", Duration.ofMillis(1500)),
            new UnreadableResponseException(200, "<html>"),
            new CompleatRefusalException("{\"Message\": \"no\"}"),
            new UnknownCompanyException(),
            new UnknownUserException(),
            new ValidationException(400, "{\"email\": [\"no\"]}"),
            new RosterTransportException("http://x", new ConnectException("refused")),
            new RosterCredentialException("none", null));

    assertThat(all).doesNotHaveDuplicates().allMatch(each -> each.getMessage() != null);
    assertThat(all.subList(0, 6))
        .map(each -> ((RosterApiException) each).status())
        .containsExactly(405, 401, 403, 404, 409, 503);
    assertThat(all.subList(0, 7)).allMatch(each -> each.getMessage().contains("no"));
    assertThat(((RateLimitedException) all.get(6)).retryAfter()).contains(Duration.ofSeconds(2));
    assertThat(((UnknownCompanyException) all.get(9)).errorCode()).hasValue(2);
    assertThat(((UnknownUserException) all.get(10)).errorCode()).hasValue(3);
    assertThat(((ValidationException) all.get(11)).messagesFor("email")).containsExactly("no");
    assertThat(((RosterTransportException) all.get(12)).neverSent()).isTrue();
    assertThat(new RosterTransportException("x", new HttpConnectTimeoutException("t")).timedOut())
        .isTrue();
  }
}
