package com.example;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** The application's client of Roster. */
@RegisterRestClient(configKey = "roster")
@Path("/api/accounts")
public interface Accounts {
  /** The user of a token. */
  record User(String email) {}

  @GET
  @Path("/users/me/")
  User me(@HeaderParam("Authorization") String authorization);
}
