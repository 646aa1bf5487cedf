package dev.roster.contract.journey;

import com.fasterxml.jackson.databind.JsonNode;
import dev.roster.alignment.journey.JourneyTarget;
import dev.roster.client.CompanyFilter;
import dev.roster.client.CompleatClient;
import dev.roster.client.CoolsetClient;
import dev.roster.client.RosterApiException;
import dev.roster.client.transport.JdkTransport;
import dev.roster.client.transport.Transport;
import dev.roster.client.transport.TransportRequest;
import dev.roster.client.transport.TransportResponse;
import dev.roster.contract.InProcessServer;
import dev.roster.openapi.Operation;
import dev.roster.openapi.ResponseMessage;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes the calls of journeys as a consumer does, with the typed methods of the client. The
 * response is the one that the client got; a refusal must be the exception of its status.
 */
final class ClientTarget implements JourneyTarget, AutoCloseable {
  private final InProcessServer roster;
  private final Recorder recorder = new Recorder();

  ClientTarget(InProcessServer roster) {
    this.roster = roster;
  }

  @Override
  public Map<String, Object> state(String name) {
    return roster.set(name);
  }

  @Override
  public ResponseMessage call(
      Operation operation, List<Argument> arguments, Optional<JsonNode> body) throws IOException {
    Map<String, String> values = new HashMap<>();
    arguments.forEach(each -> values.put(each.name(), each.value()));
    Call call = new Call(values, body.orElse(null));
    recorder.last = null;
    int refused = 0;
    try {
      call.make(operation.id());
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

    void make(String operation) {
      switch (operation) {
        case "accounts_companies_list" -> coolset().companies().page(CompanyFilter.all(), 10, 0);
        case "accounts_invitations_create" -> invite();
        case "accounts_invitations_read" ->
            coolset().invitations().byId(UUID.fromString(values.remove("id")));
        case "accounts_users_list" -> coolset().users().page(null, 10, 0);
        case "accounts_users_me" -> coolset().users().me();
        case "accounts_workspaces_switch" -> switchTo();
        case "getUsers" -> {
          String company = values.remove("companyId");
          if (company.equals("null")) {
            compleat().users();
          } else {
            compleat().usersWithAccessTo(UUID.fromString(company));
          }
        }
        case "getUser" -> compleat().user(UUID.fromString(values.remove("userId")));
        default -> throw new IllegalArgumentException("no journey calls " + operation + " yet");
      }
    }

    private void invite() {
      String email = body.path("email").asText();
      long authGroup = body.path("auth_group").asLong();
      String key = values.remove("Idempotency-Key");
      if (key == null) {
        coolset().invitations().invite(email, authGroup);
      } else {
        coolset().invitations().invite(email, authGroup, key);
      }
    }

    private void switchTo() {
      long company = body.path("company_id").asLong();
      String key = values.remove("Idempotency-Key");
      if (key == null) {
        coolset().workspaces().switchTo(company);
      } else {
        coolset().workspaces().switchTo(company, key);
      }
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
