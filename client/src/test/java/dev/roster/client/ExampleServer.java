package dev.roster.client;

import dev.roster.client.transport.Transport;
import dev.roster.client.transport.TransportRequest;
import dev.roster.client.transport.TransportResponse;
import java.util.Map;

/** Responds in memory to each operation of both contracts, with success. */
final class ExampleServer implements Transport {
  private static final String COMPANY =
      "{\"id\": 7, \"name\": \"Green Grocers\", \"type\": \"active\", \"member_count\": 4}";
  private static final String COUNTRY = "{\"name\": \"Netherlands\", \"alpha_2\": \"NL\"}";
  private static final String USER =
      "{\"id\": 5, \"first_name\": \"Ada\", \"email\": \"ada@example.org\","
          + " \"auth_group\": {\"id\": 1, \"name\": \"OWNER\"}}";
  private static final String INVITATION = "497f6eca-6276-4993-bfeb-53cbbbba6f08";

  private static final Map<String, String> RESPONSES =
      Map.ofEntries(
          Map.entry(
              "GET /api/accounts/companies/",
              "{\"count\": 41, \"next\": null, \"previous\": null, \"results\": ["
                  + COMPANY
                  + "]}"),
          Map.entry("GET /api/accounts/countries/", "[" + COUNTRY + "]"),
          Map.entry("GET /api/accounts/countries/NL/", COUNTRY),
          Map.entry("POST /api/accounts/invitations/", "{\"id\": \"" + INVITATION + "\"}"),
          Map.entry(
              "GET /api/accounts/invitations/" + INVITATION + "/", "{\"is_active\": \"true\"}"),
          Map.entry("GET /api/accounts/users/", "[" + USER + "]"),
          Map.entry("GET /api/accounts/users/me/", USER),
          Map.entry("GET /api/accounts/user-config/", USER),
          Map.entry(
              "GET /api/accounts/workspaces/",
              "{\"workspaces\": [{\"workspace_id\": 7, \"workspace_name\": \"Green Grocers\"}]}"),
          Map.entry("POST /api/accounts/workspaces/switch/", "{\"message\": \"Switched.\"}"));

  private static final String TENANT_USERS =
      "{\"Count\": 1, \"Users\": [{\"EmailAddress\": \"jane@example.org\", \"Status\":"
          + " \"ACTIVE\"}]}";
  private static final String TENANT_USER =
      "{\"Email\": \"jane@example.org\", \"Companies\": [{\"Name\": \"Green Grocers\"}]}";

  @Override
  public TransportResponse send(TransportRequest request) {
    String path = request.uri().getPath();
    if (path.startsWith("/api/users/")) {
      return TransportResponse.json(200, TENANT_USERS);
    }
    if (path.startsWith("/api/user/")) {
      return TransportResponse.json(200, TENANT_USER);
    }
    String body = RESPONSES.get(request.method() + " " + path);
    return TransportResponse.json(body == null ? 404 : 200, body == null ? "{}" : body);
  }
}
