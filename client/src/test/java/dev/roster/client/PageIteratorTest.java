package dev.roster.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.coolset.model.CompanyWorkspace;
import dev.roster.coolset.model.User;
import dev.roster.coolset.model.Workspace;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class PageIteratorTest {
  private static final String COMPANIES = "/api/accounts/companies/";

  @AutoClose private final FakeServer server = new FakeServer();
  @AutoClose private final FakeServer stranger = new FakeServer();

  private final CoolsetClient client =
      CoolsetClient.builder().baseUri(server.uri()).token("t").pageSize(2).build();

  @Test
  void companiesAreListedToTheLastPageWithTheirFilter() {
    server
        .answers(200, companies(nextOf(server, "?limit=2&name=x&offset=2"), 1, 2))
        .answers(200, companies(nextOf(server, "?limit=2&name=x&offset=4"), 3, 4))
        .answers(200, companies(null, 5));

    assertThat(client.companies().stream(CompanyFilter.builder().name("x").build()))
        .extracting(CompanyWorkspace::id)
        .containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(server.targets())
        .containsExactly(
            COMPANIES + "?name=x&limit=2&offset=0",
            COMPANIES + "?name=x&limit=2&offset=2",
            COMPANIES + "?name=x&limit=2&offset=4");
  }

  @Test
  void theHostOfTheNextLinkIsNotFollowed() {
    server
        .answers(200, companies(nextOf(stranger, "?limit=2&offset=2"), 1, 2))
        .answers(200, companies(null, 3));

    assertThat(client.companies().stream()).hasSize(3);
    assertThat(stranger.requests).isEmpty();
    assertThat(server.requests).hasSize(2);
  }

  @Test
  void theServersOffsetCountsWhenItCutsThePageOrSkipsEntries() {
    server
        .answers(200, companies("/api/accounts/companies/?offset=5&limit=2", 1))
        .answers(200, companies(null, 6));

    assertThat(client.companies().stream()).hasSize(2);
    assertThat(server.targets().get(1)).endsWith("?limit=2&offset=5");
  }

  @Test
  void aNextLinkThatDoesNotAdvanceIsReplacedByTheComputedOffset() {
    server
        .answers(200, companies("http://x/?limit=2&offset=0", 1, 2))
        .answers(200, companies("not a link at all", 3, 4))
        .answers(200, companies("http://x/?offset=99999999999999999999", 5, 6))
        .answers(200, companies("http://x/?limit=2&offset=8"));

    assertThat(client.companies().stream()).hasSize(6);
    assertThat(server.targets())
        .extracting(target -> target.replaceAll(".*offset=", ""))
        .containsExactly("0", "2", "4", "6");
  }

  @Test
  void nothingIsAskedForBeforeItIsWanted() {
    server
        .answers(200, companies(nextOf(server, "?limit=2&offset=2"), 1, 2))
        .answers(200, companies(nextOf(server, "?limit=2&offset=4"), 3, 4));

    Stream<CompanyWorkspace> stream = client.companies().stream();
    assertThat(server.requests).isEmpty();

    Iterator<CompanyWorkspace> companies = stream.limit(3).iterator();
    companies.next();
    companies.next();
    assertThat(server.requests).hasSize(1);

    assertThat(companies.next().id()).isEqualTo(3);
    assertThat(companies.hasNext()).isFalse();
    assertThat(server.requests).hasSize(2);
  }

  @Test
  void aPageThatFailsThrowsFromTheStream() {
    server
        .answers(200, companies(nextOf(server, "?limit=2&offset=2"), 1, 2))
        .answers(403, "{\"detail\": \"no\"}");

    assertThatThrownBy(() -> client.companies().stream().toList())
        .isInstanceOf(ForbiddenException.class);
  }

  @Test
  void usersAreListedUntilAnEmptyPageSinceAShortOneMayBeCutByTheServer() {
    server.answers(200, users(1, 2)).answers(200, users(3)).answers(200, users());

    assertThat(client.users().stream("ada")).extracting(User::id).containsExactly(1L, 2L, 3L);
    assertThat(server.targets())
        .containsExactly(
            "/api/accounts/users/?search=ada&limit=2&offset=0",
            "/api/accounts/users/?search=ada&limit=2&offset=2",
            "/api/accounts/users/?search=ada&limit=2&offset=3");
  }

  @Test
  void withoutATotalTheLinkTellsWhereTheListGoesOnAndEnds() {
    String previous = "<" + server.uri() + "/x?offset=0>; title=\"a, b\"; rel=\"prev\"";
    server
        .answers(200, users(1), link("<http://elsewhere.invalid/?limit=1&offset=1>; rel=\"next\""))
        .answers(200, users(2), link(previous + ", <?offset=5>; REL=next"))
        .answers(200, users(6), link(previous))
        .answers(200, workspaces(1), link("<?offset=1>; rel=\"up next\""))
        .answers(200, workspaces(2), link(previous));

    assertThat(client.users().stream()).extracting(User::id).containsExactly(1L, 2L, 6L);
    assertThat(client.workspaces().stream()).hasSize(2);
    assertThat(server.targets())
        .extracting(target -> target.replaceAll(".*offset=", ""))
        .containsExactly("0", "1", "5", "0", "1");
  }

  @Test
  void aLinkThatIsAlwaysTheSameDoesNotMakeTheIterationEndless() {
    Map<String, String> next = link("<?offset=1>; rel=\"next\"");
    server
        .answers(200, users(1, 2), next)
        .answers(200, users(3, 4), next)
        .answers(200, users(), next);

    assertThat(client.users().stream()).hasSize(4);
    assertThat(server.targets())
        .extracting(target -> target.replaceAll(".*offset=", ""))
        .containsExactly("0", "1", "3");
  }

  @Test
  void whatComesInFrontDuringTheIterationHidesNothingThatStays() {
    server
        .answers(200, users(1, 2), Map.of("X-Total-Count", "4"))
        .answers(200, users(1, 2), Map.of("X-Total-Count", "6"))
        .answers(200, users(3, 4), Map.of("X-Total-Count", "6"))
        .answers(200, companies("?offset=2", 9, 8))
        .answers(200, companies("?offset=4", 9, 8))
        .answers(200, companies(null, 7));

    assertThat(client.users().stream()).extracting(User::id).containsExactly(1L, 2L, 3L, 4L);
    assertThat(client.companies().stream())
        .extracting(CompanyWorkspace::id)
        .containsExactly(9L, 8L, 7L);
  }

  @Test
  void usersAreListedUntilAnEmptyPageWhenTheLastOneIsFull() {
    server.answers(200, users(1, 2)).answers(200, users());

    assertThat(client.users().stream()).hasSize(2);
    assertThat(server.targets()).hasSize(2);
  }

  @Test
  void theTotalSavesTheRequestAfterAFullLastPage() {
    server
        .answers(200, users(1, 2), Map.of("X-Total-Count", "4"))
        .answers(200, users(3, 4), Map.of("X-Total-Count", "4"));

    assertThat(client.users().stream()).hasSize(4);
    assertThat(server.requests).hasSize(2);
  }

  @Test
  void theTotalContinuesTheIterationWhenTheServerCutsThePage() {
    server
        .answers(200, users(1), Map.of("X-Total-Count", "2"))
        .answers(200, users(2), Map.of("X-Total-Count", "2"));

    assertThat(client.users().stream()).extracting(User::id).containsExactly(1L, 2L);
    assertThat(server.targets().get(1)).endsWith("offset=1");
  }

  @Test
  void aTotalThatIsTooHighDoesNotIterateForEver() {
    server
        .answers(200, users(1, 2), Map.of("X-Total-Count", "100"))
        .answers(200, users(), Map.of("X-Total-Count", "100"));

    assertThat(client.users().stream()).hasSize(2);
    assertThat(server.requests).hasSize(2);
  }

  @Test
  void theEndOfAnIterationIsFinal() {
    server
        .answers(200, companies("http://x/?offset=2", 1, 2))
        .answers(200, companies("http://x/?offset=4"));
    Iterator<CompanyWorkspace> companies = client.companies().stream().iterator();
    companies.next();
    companies.next();

    assertThat(companies.hasNext()).isFalse();
    assertThat(companies.hasNext()).isFalse();
    assertThat(server.requests).hasSize(2);
  }

  @Test
  void aServerThatIgnoresTheOffsetDoesNotMakeTheIterationEndless() {
    server.answers(200, users(1, 2)).answers(200, users(1, 2)).answers(200, users(1, 2));

    assertThat(client.users().stream()).hasSize(2);
    assertThat(server.requests).hasSize(3);
  }

  @Test
  void workspacesAreListedByTotalOrShortPage() {
    server
        .answers(200, workspaces(1, 2), Map.of("X-Total-Count", "3"))
        .answers(200, workspaces(3), Map.of("X-Total-Count", "3"))
        .answers(200, workspaces(1, 2))
        .answers(200, workspaces());

    assertThat(client.workspaces().stream())
        .extracting(Workspace::workspaceId)
        .containsExactly(1L, 2L, 3L);
    assertThat(client.workspaces().stream()).hasSize(2);
    assertThat(server.targets())
        .containsExactly(
            "/api/accounts/workspaces/?limit=2&offset=0",
            "/api/accounts/workspaces/?limit=2&offset=2",
            "/api/accounts/workspaces/?limit=2&offset=0",
            "/api/accounts/workspaces/?limit=2&offset=2");
  }

  @Test
  void aPageHasAHundredEntriesUnlessToldOtherwise() {
    server.answers(200, companies(null, 1));

    assertThat(
            CoolsetClient.builder().baseUri(server.uri()).token("t").build().companies().stream())
        .hasSize(1);
    assertThat(server.onlyRequest().target()).isEqualTo(COMPANIES + "?limit=100&offset=0");
    assertThatIllegalArgumentException().isThrownBy(() -> CoolsetClient.builder().pageSize(0));
    assertThatIllegalArgumentException().isThrownBy(() -> CoolsetClient.builder().pageSize(1001));
  }

  private static Map<String, String> link(String value) {
    return Map.of("Link", value);
  }

  private static String nextOf(FakeServer host, String query) {
    return host.uri() + COMPANIES + query;
  }

  private static String companies(String next, long... ids) {
    return "{\"count\": 99, \"next\": %s, \"previous\": null, \"results\": [%s]}"
        .formatted(next == null ? "null" : '"' + next + '"', objects("id", ids));
  }

  private static String users(long... ids) {
    return "[" + objects("id", ids) + "]";
  }

  private static String workspaces(long... ids) {
    return "{\"workspaces\": [" + objects("workspace_id", ids) + "]}";
  }

  private static String objects(String key, long... ids) {
    return LongStream.of(ids)
        .mapToObj(id -> "{\"" + key + "\": " + id + "}")
        .collect(Collectors.joining(","));
  }
}
