package dev.roster.server.coolset;

import dev.roster.coolset.model.InvitationRequest;
import dev.roster.coolset.model.SwitchWorkspaceRequest;
import dev.roster.server.caller.AuthGroup;
import dev.roster.server.coolset.django.JsonParseException;
import dev.roster.server.coolset.django.SerializerFields;
import dev.roster.server.directory.AuthGroups;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.util.Optional;

/**
 * Reads request bodies for JAX-RS, one of which names an auth group of the database. As Django REST
 * Framework does, it reports all invalid fields at once, an unknown auth group among them.
 */
public final class CoolsetBodyReader implements MessageBodyReader<Object> {
  private static final int MAX_EMAIL = 1024;

  private final AuthGroups groups;

  public CoolsetBodyReader(AuthGroups groups) {
    this.groups = groups;
  }

  @Override
  public boolean isReadable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return type == InvitationRequest.class || type == SwitchWorkspaceRequest.class;
  }

  @Override
  public Object readFrom(
      Class<Object> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, String> headers,
      InputStream in)
      throws IOException {
    byte[] bytes = in.readAllBytes();
    try {
      Optional<String> charset =
          Optional.ofNullable(mediaType.getParameters().get(MediaType.CHARSET_PARAMETER));
      SerializerFields body = SerializerFields.parse(bytes, charset);
      return ((Class<?>) type) == InvitationRequest.class ? invitation(body) : workspace(body);
    } catch (JsonParseException malformed) {
      throw CoolsetErrors.parseError(malformed.reason());
    }
  }

  private InvitationRequest invitation(SerializerFields body) {
    CoolsetRequest request = CoolsetRequest.current();
    Optional<String> email = body.email("email", MAX_EMAIL);
    Optional<AuthGroup> group =
        body.primaryKey("auth_group", id -> groups.invitable(request.caller(), id));
    body.check();
    request.invites(group.orElseThrow());
    return new InvitationRequest(email.orElseThrow(), group.orElseThrow().id());
  }

  /** A number beyond the range of identifiers names no company; the largest one stands for it. */
  private static SwitchWorkspaceRequest workspace(SerializerFields body) {
    Optional<BigInteger> company = body.integer("company_id");
    body.check();
    BigInteger id = company.orElseThrow();
    return new SwitchWorkspaceRequest(
        id.bitLength() < Long.SIZE ? id.longValue() : Long.valueOf(Long.MAX_VALUE));
  }
}
