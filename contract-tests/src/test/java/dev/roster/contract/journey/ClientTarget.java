package dev.roster.contract.journey;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roster.alignment.journey.JourneyTarget;
import dev.roster.client.CompanyFilter;
import dev.roster.client.CompleatClient;
import dev.roster.client.CoolsetClient;
import dev.roster.client.CountryFilter;
import dev.roster.client.RosterApiException;
import dev.roster.client.transport.JdkTransport;
import dev.roster.client.transport.Transport;
import dev.roster.client.transport.TransportRequest;
import dev.roster.client.transport.TransportResponse;
import dev.roster.compleat.model.UserSummary;
import dev.roster.contract.InProcessServer;
import dev.roster.coolset.model.CompanyType;
import dev.roster.coolset.model.InvitationCreated;
import dev.roster.coolset.model.Message;
import dev.roster.coolset.model.User;
import dev.roster.openapi.Operation;
import dev.roster.openapi.ResponseMessage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Makes the calls of journeys as a consumer does, with the typed methods of the client. The
 * response is the one that the client got; its typed value must say the same, and a refusal must be
 * the exception of its status. Calls that control the server are made by HTTP.
 */
final class ClientTarget implements JourneyTarget, AutoCloseable {
  private final InProcessServer roster;
  private final Predicate<Operation> isOfContract;
  private final JourneyTarget control;
  private final Recorder recorder = new Recorder();

  ClientTarget(InProcessServer roster, Predicate<Operation> isOfContract) {
    this.roster = roster;
    this.isOfContract = isOfContract;
    this.control = JourneyTarget.http(roster.baseUri(), roster::set);
  }

  @Override
  public Map<String, Object> state(String name, Map<String, String> parameters) {
    return roster.set(name, parameters);
  }

  @Override
  public URI baseUrl() {
    return roster.baseUri();
  }

  @Override
  public ResponseMessage call(
      Operation operation, List<Argument> arguments, Optional<JsonNode> body) throws IOException {
    if (!isOfContract.test(operation)) {
      return control.call(operation, arguments, body);
    }
    Map<String, String> values = new HashMap<>();
    arguments.forEach(each -> values.put(each.name(), each.value()));
    Call call = new Call(values, body.orElse(null));
    recorder.last = null;
    int refused = 0;
    Object typed = null;
    try {
      typed = call.make(operation.id());
    } catch (RosterApiException refusal) {
      refused = refusal.status();
    }
    if (!call.values.isEmpty()) {
      throw new IllegalArgumentException(operation + " is not called with " + call.values);
    }
    TransportResponse last = Objects.requireNonNull(recorder.last, "no request was sent");
    if (refused != (last.status() < 400 ? 0 : last.status())) {
      throw new IOException("the client made " + refused + " of status " + last.status());
    }
    if (refused == 0) {
      TypedValues.requireSame(typed, last.body());
    }
    return new ResponseMessage(last.status(), last.headers().map(), last.body(), false);
  }

  @Override
  public void close() {
    recorder.http.close();
  }

  /** A call whose values are taken out one by one, so that none is left unsent. */
  private final class Call {
    private final Map<String, String> values;
    private final JsonNode body;

    Call(Map<String, String> values, JsonNode body) {
      this.values = values;
      this.body = body;
    }

    /** The typed value that the client makes of the response, as that is shaped. */
    Object make(String operation) {
      return switch (operation) {
        case "accounts_companies_list" ->
            coolset().companies().page(companies(), number("limit", 10), number("offset", 0));
        case "accounts_countries_list" -> coolset().countries().matching(countries());
        case "accounts_countries_read" -> coolset().countries().byCode(values.remove("id"));
        case "accounts_invitations_create" -> invite();
        case "accounts_invitations_read" ->
            coolset().invitations().byId(UUID.fromString(values.remove("id")));
        case "accounts_user-config_list" -> profile();
        case "accounts_users_list" ->
            coolset()
                .users()
                .page(values.remove("search"), number("limit", 10), number("offset", 0))
                .items();
        case "accounts_users_me" -> coolset().users().me();
        case "accounts_workspaces_list" ->
            Map.of(
                "workspaces",
                coolset().workspaces().page(number("limit", 10), number("offset", 0)).items());
        case "accounts_workspaces_switch" -> switchTo();
        case "getUsers" -> Map.of("Users", tenantUsers(values.remove("companyId")));
        case "getUser" -> compleat().user(UUID.fromString(values.remove("userId")));
        default -> throw new IllegalArgumentException("no journey calls " + operation + " yet");
      };
    }

    @SuppressWarnings("deprecation")
    private User profile() {
      return coolset().users().profile();
    }

    private int number(String name, int otherwise) {
      String value = values.remove(name);
      return value == null ? otherwise : Integer.parseInt(value);
    }

    private void with(String name, Consumer<String> use) {
      String value = values.remove(name);
      if (value != null) {
        use.accept(value);
      }
    }

    private CompanyFilter companies() {
      CompanyFilter.Builder filter = CompanyFilter.builder();
      with("name", filter::name);
      with("name__icontains", filter::nameIcontains);
      with("name__istartswith", filter::nameIstartswith);
      with("name__iendswith", filter::nameIendswith);
      with("type", each -> filter.type(each));
      with("type__in", each -> filter.typeIn(types(each)));
      with("type__exclude", each -> filter.typeExclude(types(each)));
      with("country", filter::country);
      with("country__icontains", filter::countryIcontains);
      with("country__istartswith", filter::countryIstartswith);
      with("country__iendswith", filter::countryIendswith);
      with("country__in", each -> filter.countryIn(each.split(",")));
      with("ordering", each -> filter.ordering(each.split(",")));
      with("search", filter::search);
      return filter.build();
    }

    private static CompanyType[] types(String list) {
      return Stream.of(list.split(",")).map(CompanyType::of).toArray(CompanyType[]::new);
    }

    private CountryFilter countries() {
      CountryFilter.Builder filter = CountryFilter.builder();
      with("search", filter::search);
      with("name", filter::name);
      with("alpha_2", filter::alpha2);
      with("alpha_3", filter::alpha3);
      with("numeric", filter::numeric);
      with("limit", each -> filter.limit(Integer.parseInt(each)));
      with("offset", each -> filter.offset(Integer.parseInt(each)));
      return filter.build();
    }

    private List<UserSummary> tenantUsers(String company) {
      return company.equals("null")
          ? compleat().users()
          : compleat().usersWithAccessTo(UUID.fromString(company));
    }

    private InvitationCreated invite() {
      String email = body.path("email").asText();
      long authGroup = body.path("auth_group").asLong();
      String key = values.remove("Idempotency-Key");
      return key == null
          ? coolset().invitations().invite(email, authGroup)
          : coolset().invitations().invite(email, authGroup, key);
    }

    private Message switchTo() {
      long company = body.path("company_id").asLong();
      String key = values.remove("Idempotency-Key");
      return key == null
          ? coolset().workspaces().switchTo(company)
          : coolset().workspaces().switchTo(company, key);
    }

    private CoolsetClient coolset() {
      return CoolsetClient.builder()
          .baseUri(roster.baseUri())
          .token(values.remove("Authorization").replaceFirst("^Bearer ", ""))
          .transport(recorder)
          .retries(0)
          .build();
    }

    private CompleatClient compleat() {
      values.remove("x-api-version");
      return CompleatClient.builder()
          .baseUri(roster.baseUri())
          .tenant(UUID.fromString(values.remove("tenantId")))
          .key(values.remove("x-api-compleat-key"))
          .transport(recorder)
          .retries(0)
          .build();
    }
  }

  /** Sends as usual, and keeps the last response. */
  private static final class Recorder implements Transport {
    private final JdkTransport http = new JdkTransport(HttpClient.newHttpClient());
    private TransportResponse last;

    @Override
    public TransportResponse send(TransportRequest request)
        throws IOException, InterruptedException {
      last = http.send(request);
      return last;
    }
  }
}
