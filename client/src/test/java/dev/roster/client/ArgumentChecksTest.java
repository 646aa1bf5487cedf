package dev.roster.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.roster.coolset.model.CompanyType;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Arguments that make no request, or another one than they seem to make. */
class ArgumentChecksTest {
  private static final String HALF = "a\ud800b";

  @AutoClose private final FakeServer server = new FakeServer();

  private final CoolsetClient client =
      CoolsetClient.builder().baseUri(server.uri()).token("t").retries(0).build();

  private static Arguments of(String named, Consumer<CoolsetClient> call) {
    return arguments(named, call);
  }

  private static Arguments company(String named, Consumer<CompanyFilter.Builder> setting) {
    return of(
        named,
        client -> {
          CompanyFilter.Builder filter = CompanyFilter.builder();
          setting.accept(filter);
          client.companies().stream(filter.build()).count();
        });
  }

  private static Arguments country(String named, Consumer<CountryFilter.Builder> setting) {
    return of(
        named,
        client -> {
          CountryFilter.Builder filter = CountryFilter.builder();
          setting.accept(filter);
          client.countries().matching(filter.build());
        });
  }

  static Stream<Arguments> withoutAValue() {
    return Stream.of(
        company("typeIn", f -> f.typeIn(List.<CompanyType>of().toArray(CompanyType[]::new))),
        company("countryIn", f -> f.countryIn()),
        company("countryIn", f -> f.countryIn("")),
        company("ordering", f -> f.ordering()),
        company("ordering", f -> f.ordering("name", " ")),
        company("name", f -> f.name("")),
        company("name", f -> f.name("\u00a0\t")),
        company("nameIcontains", f -> f.nameIcontains(" ")),
        company("nameIstartswith", f -> f.nameIstartswith("\u0085")),
        company("nameIendswith", f -> f.nameIendswith("")),
        company("type", f -> f.type("")),
        company("country", f -> f.country(" ")),
        company("countryIcontains", f -> f.countryIcontains("")),
        company("countryIstartswith", f -> f.countryIstartswith("")),
        company("countryIendswith", f -> f.countryIendswith("")),
        company("search", f -> f.search(" ,, ")),
        company("search", f -> f.search("\"\" ''")),
        of("search", client -> client.users().stream("").count()),
        of("search", client -> client.users().page(" ,", 5, 0)),
        country("search", f -> f.search("")),
        country("name", f -> f.name(" ")),
        country("alpha2", f -> f.alpha2("")),
        country("alpha3", f -> f.alpha3("")),
        country("numeric", f -> f.numeric("")));
  }

  @ParameterizedTest
  @MethodSource
  void withoutAValue(String named, Consumer<CoolsetClient> call) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> call.accept(client))
        .withMessageContaining(named)
        .withMessageContaining("has no value, and a server would leave it out");
    assertThat(server.requests).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 6, 10, 11, 12})
  void aFilterThatIsBuiltByItsConstructorHasValuesToo(int empty) {
    String[] values = new String[14];
    values[empty] = "";

    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new CompanyFilter(
                values[0],
                values[1],
                values[2],
                values[3],
                values[4],
                values[5],
                values[6],
                values[7],
                values[8],
                values[9],
                values[10],
                values[11],
                values[12],
                values[13]));
  }

  @Test
  void toExcludeNothingRestrictsNothing() {
    CompanyFilter.Builder filter = CompanyFilter.builder().typeExclude(CompanyType.TRIAL);

    assertThat(filter.typeExclude().build()).isEqualTo(CompanyFilter.all());
  }

  static Stream<Arguments> withoutAPage() {
    return Stream.of(
        of("limit", client -> client.users().page(null, 0, 0)),
        of("offset", client -> client.users().page(null, 1, -1)),
        of("limit", client -> client.workspaces().page(0, 0)),
        of("offset", client -> client.companies().page(CompanyFilter.all(), 1, -1)),
        country("limit", f -> f.limit(0)),
        country("offset", f -> f.limit(1).offset(-1)),
        country("offset", f -> f.offset(5)));
  }

  @ParameterizedTest
  @MethodSource
  void withoutAPage(String named, Consumer<CoolsetClient> call) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> call.accept(client))
        .withMessageContaining(named);
    assertThat(server.requests).isEmpty();
  }

  static Stream<Arguments> nulls() {
    UUID tenant = UUID.randomUUID();
    CompleatClient compleat = CompleatClient.builder().tenant(tenant).key("k").build();
    return Stream.of(
        of("filter", client -> client.companies().stream(null)),
        of("filter", client -> client.companies().page(null, 1, 0)),
        of("filter", client -> client.countries().matching(null)),
        of("alpha2", client -> client.countries().byCode(null)),
        of("email", client -> client.invitations().invite(null, 3)),
        of("idempotencyKey", client -> client.invitations().invite("a@example.org", 3, null)),
        of("idempotencyKey", client -> client.workspaces().switchTo(1, null)),
        of("id", client -> client.invitations().byId(null)),
        of("companyId", client -> compleat.usersWithAccessTo(null)),
        of("userId", client -> compleat.user(null)),
        of("token", client -> CoolsetClient.builder().token((String) null)),
        of("token", client -> CoolsetClient.builder().token((Supplier<String>) null)),
        of("listener", client -> CoolsetClient.builder().onDeprecation(null)),
        of("key", client -> CompleatClient.builder().key((String) null)),
        of("tenant", client -> CompleatClient.builder().tenant(null)),
        of("baseUri", client -> CoolsetClient.builder().baseUri((String) null)),
        of("baseUri", client -> CoolsetClient.builder().baseUri((URI) null)),
        of("connectTimeout", client -> CoolsetClient.builder().connectTimeout(null)),
        of("requestTimeout", client -> CoolsetClient.builder().requestTimeout(null)),
        of("longestRetryWait", client -> CoolsetClient.builder().longestRetryWait(null)),
        of("userAgent", client -> CoolsetClient.builder().userAgent(null)),
        of("proxy", client -> CoolsetClient.builder().proxy(null)),
        of("adjustment", client -> CoolsetClient.builder().httpClient(null)),
        company("name", f -> f.name(null)),
        company("search", f -> f.search(null)),
        company("type", f -> f.type((CompanyType) null)),
        company("type", f -> f.typeIn(CompanyType.TRIAL, null)),
        company("types", f -> f.typeExclude((CompanyType[]) null)),
        company("countries", f -> f.countryIn((String[]) null)),
        company("item", f -> f.countryIn("NL", null)),
        company("ordering", f -> f.ordering((String) null)),
        country("alpha2", f -> f.alpha2(null)));
  }

  @ParameterizedTest
  @MethodSource
  void nulls(String named, Consumer<CoolsetClient> call) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> call.accept(client))
        .withMessageContaining(named)
        .withMessageContaining("must not be null");
    assertThat(server.requests).isEmpty();
  }

  static Stream<Arguments> halvesOfASurrogatePair() {
    return Stream.of(
        company("name", f -> f.name(HALF)),
        company("search", f -> f.search(HALF)),
        company("item", f -> f.countryIn(HALF)),
        company("ordering", f -> f.ordering(HALF)),
        country("search", f -> f.search(HALF)),
        of("search", client -> client.users().stream(HALF)),
        of("alpha2", client -> client.countries().byCode(HALF)),
        of("email", client -> client.invitations().invite(HALF, 3)));
  }

  @ParameterizedTest
  @MethodSource
  void halvesOfASurrogatePair(String named, Consumer<CoolsetClient> call) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> call.accept(client))
        .withMessageContaining(named)
        .withMessageContaining("half of a surrogate pair");
    assertThat(server.requests).isEmpty();
  }

  @Test
  void aDurationThatIsNoneIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CoolsetClient.builder().requestTimeout(Duration.ZERO))
        .withMessageContaining("requestTimeout");
  }
}
