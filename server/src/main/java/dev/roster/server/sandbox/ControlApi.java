package dev.roster.server.sandbox;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.Map;

/** The calls of {@code sandbox-openapi.yaml}, in its order; a test holds both together. */
@Path("/")
public interface ControlApi {

  @GET
  @Path("/__sandbox")
  @Produces("application/json")
  @Operation(operationId = "overview", summary = "The calls of the sandbox.")
  @ApiResponse(responseCode = "200")
  Map<String, Object> overview();

  @GET
  @Path("/__sandbox/openapi")
  @Produces("application/yaml")
  @Operation(operationId = "document", summary = "This API as an OpenAPI document.")
  @ApiResponse(responseCode = "200")
  String document();

  @GET
  @Path("/__sandbox/states")
  @Produces("application/json")
  @Operation(operationId = "list_states", summary = "The names of all states.")
  @ApiResponse(responseCode = "200")
  Map<String, Object> listStates();

  @POST
  @Path("/__sandbox/states")
  @Produces("application/json")
  @Operation(operationId = "set_state", summary = "Set a provider state.")
  @ApiResponse(responseCode = "201")
  Map<String, Object> setState(String body);

  @POST
  @Path("/__sandbox/pact-states")
  @Produces("application/json")
  @Operation(
      operationId = "set_pact_state",
      summary = "Set a provider state, as Pact verifiers request it.")
  @ApiResponse(responseCode = "200")
  Map<String, Object> setPactState(String body);

  @GET
  @Path("/__sandbox/tenants")
  @Produces("application/json")
  @Operation(operationId = "list_tenants", summary = "All tenants of the sandbox.")
  @ApiResponse(responseCode = "200")
  Map<String, Object> listTenants();

  @POST
  @Path("/__sandbox/tenants")
  @Produces("application/json")
  @Operation(
      operationId = "create_tenant",
      summary = "Create a tenant with a company, four members and their credentials.")
  @ApiResponse(responseCode = "201")
  Map<String, Object> createTenant(String body);

  @GET
  @Path("/__sandbox/tenants/{tenant}")
  @Produces("application/json")
  @Operation(operationId = "read_tenant", summary = "A tenant.")
  @ApiResponse(responseCode = "200")
  Map<String, Object> readTenant(@PathParam("tenant") String tenant);

  @DELETE
  @Path("/__sandbox/tenants/{tenant}")
  @Operation(operationId = "delete_tenant", summary = "Remove a tenant and its states.")
  @ApiResponse(responseCode = "204")
  void deleteTenant(@PathParam("tenant") String tenant);

  @POST
  @Path("/__sandbox/tenants/{tenant}/reset")
  @Produces("application/json")
  @Operation(operationId = "reset_tenant", summary = "Reset a tenant to its first state.")
  @ApiResponse(responseCode = "200")
  Map<String, Object> resetTenant(@PathParam("tenant") String tenant);

  @POST
  @Path("/__sandbox/invitations/{invitation}/accept")
  @Produces("application/json")
  @Operation(operationId = "accept_invitation", summary = "Accept an invitation.")
  @ApiResponse(responseCode = "200")
  Map<String, Object> acceptInvitation(@PathParam("invitation") String invitation, String body);

  @POST
  @Path("/__sandbox/invitations/{invitation}/revoke")
  @Operation(operationId = "revoke_invitation", summary = "Revoke a pending invitation.")
  @ApiResponse(responseCode = "204")
  void revokeInvitation(@PathParam("invitation") String invitation);

  @POST
  @Path("/__sandbox/credentials/revoke")
  @Operation(operationId = "revoke_credential", summary = "Revoke a bearer token or a tenant key.")
  @ApiResponse(responseCode = "204")
  void revokeCredential(String body);

  @GET
  @Path("/__sandbox/clock")
  @Produces("application/json")
  @Operation(operationId = "read_clock", summary = "The time of the sandbox.")
  @ApiResponse(responseCode = "200")
  Map<String, Object> readClock();

  @POST
  @Path("/__sandbox/clock/freeze")
  @Produces("application/json")
  @Operation(operationId = "freeze_clock", summary = "Freeze the clock.")
  @ApiResponse(responseCode = "200")
  Map<String, Object> freezeClock(String body);

  @POST
  @Path("/__sandbox/clock/advance")
  @Produces("application/json")
  @Operation(operationId = "advance_clock", summary = "Advance the clock.")
  @ApiResponse(responseCode = "200")
  Map<String, Object> advanceClock(String body);

  @POST
  @Path("/__sandbox/clock/reset")
  @Produces("application/json")
  @Operation(operationId = "reset_clock", summary = "Reset the clock to the time of the machine.")
  @ApiResponse(responseCode = "200")
  Map<String, Object> resetClock();

  @GET
  @Path("/__sandbox/faults")
  @Produces("application/json")
  @Operation(operationId = "list_faults", summary = "The faults that are not used up.")
  @ApiResponse(responseCode = "200")
  Map<String, Object> listFaults();

  @POST
  @Path("/__sandbox/faults")
  @Produces("application/json")
  @Operation(operationId = "add_fault", summary = "Add a fault.")
  @ApiResponse(responseCode = "201")
  Map<String, Object> addFault(String body);

  @DELETE
  @Path("/__sandbox/faults")
  @Operation(operationId = "clear_faults", summary = "Remove all faults, or those of a tenant.")
  @ApiResponse(responseCode = "204")
  void clearFaults();

  @DELETE
  @Path("/__sandbox/faults/{fault}")
  @Operation(operationId = "remove_fault", summary = "Remove a fault.")
  @ApiResponse(responseCode = "204")
  void removeFault(@PathParam("fault") String fault);

  @GET
  @Path("/__sandbox/journal")
  @Produces("application/json")
  @Operation(
      operationId = "list_journal",
      summary = "The newest requests and their responses, without secrets.")
  @ApiResponse(responseCode = "200")
  Map<String, Object> listJournal();

  @DELETE
  @Path("/__sandbox/journal")
  @Operation(operationId = "clear_journal", summary = "Clear the journal, or that of a tenant.")
  @ApiResponse(responseCode = "204")
  void clearJournal();
}
