package dev.roster.contract;

import au.com.dius.pact.core.model.IRequest;
import au.com.dius.pact.core.model.Interaction;
import dev.roster.alignment.check.Difference;
import dev.roster.alignment.check.Difference.Side;
import dev.roster.openapi.OpenApiDocument;
import dev.roster.openapi.Operation;
import dev.roster.openapi.Place;
import java.util.Optional;

/** An interaction that the server refuses, with the line that documents the expected response. */
final class RefusedInteraction {
  private RefusedInteraction() {}

  static Optional<Operation> operation(OpenApiDocument document, Interaction interaction) {
    IRequest request = interaction.asSynchronousRequestResponse().getRequest();
    return document.operation(request.getMethod(), request.getPath());
  }

  static Difference difference(
      OpenApiDocument document, Interaction interaction, Throwable refused) {
    int status = interaction.asSynchronousRequestResponse().getResponse().getStatus();
    Place documented =
        operation(document, interaction)
            .map(operation -> operation.responsePlace(status))
            .orElse(document.at("/paths"));
    return new Difference(
        "“" + interaction.getDescription() + "”",
        new Side(
            "pact", "expects the response of the interaction, status " + status, documented.line()),
        new Side("server", String.valueOf(refused.getMessage()), 0));
  }
}
