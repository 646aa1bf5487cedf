package dev.roster.server.web;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;

/** The icon of all pages. */
@Path("icon")
public final class IconPage {
  private final byte[] icon = PageFrame.resource("icon.svg");

  @GET
  @Produces("image/svg+xml")
  public byte[] icon() {
    return icon.clone();
  }
}
