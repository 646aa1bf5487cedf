package dev.roster.benchmarks.floor;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.roster.benchmarks.floor.Recording.Response;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jetty.server.Handler;
import org.glassfish.jersey.jetty.JettyHttpContainer;
import org.glassfish.jersey.server.ContainerFactory;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;

/**
 * A JAX-RS resource in the same container that returns objects from memory, which Jackson writes:
 * the least that Jersey costs.
 */
public final class JerseyFloor {
  private JerseyFloor() {}

  /** A handler of {@code /NAME/...} for each scenario's name. */
  public static Handler handler(Recording recording) {
    ResourceConfig application =
        new ResourceConfig()
            .property(ServerProperties.WADL_FEATURE_DISABLE, true)
            .register(new StaticResource(recording))
            .register(new JsonWriter());
    return ContainerFactory.createContainer(JettyHttpContainer.class, application);
  }

  /** A parsed body: maps, lists, strings, numbers. */
  private record Parsed(int status, String contentType, Object value) {}

  /** The resource of all scenarios. */
  @Path("/{scenario}")
  public static final class StaticResource {
    private final Map<String, Parsed> byScenario = new HashMap<>();

    StaticResource(Recording recording) {
      ObjectMapper json = new ObjectMapper();
      recording
          .responses()
          .forEach((name, response) -> byScenario.put(name, parsed(json, response)));
    }

    private static Parsed parsed(ObjectMapper json, Response response) {
      try {
        Object value = json.readValue(response.body(), Object.class);
        return new Parsed(response.status(), response.contentType(), value);
      } catch (IOException noJson) {
        throw new UncheckedIOException("a recorded response is no JSON", noJson);
      }
    }

    /** The recorded object. */
    @GET
    @Path("/{rest: .*}")
    public jakarta.ws.rs.core.Response get(@PathParam("scenario") String scenario) {
      Parsed parsed = Objects.requireNonNull(byScenario.get(scenario), scenario);
      return jakarta.ws.rs.core.Response.status(parsed.status())
          .type(parsed.contentType())
          .entity(parsed.value())
          .build();
    }

    /** The recorded object. The body of the request is read and ignored. */
    @POST
    @Path("/{rest: .*}")
    public jakarta.ws.rs.core.Response post(
        @PathParam("scenario") String scenario, byte[] ignored) {
      return get(scenario);
    }
  }

  /** Jackson without the module that brings JAXB. */
  private static final class JsonWriter implements MessageBodyWriter<Object> {
    private final ObjectWriter json = new ObjectMapper().writer();

    @Override
    public boolean isWriteable(
        Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
      return true;
    }

    @Override
    public void writeTo(
        Object value,
        Class<?> type,
        Type generic,
        Annotation[] annotations,
        MediaType media,
        MultivaluedMap<String, Object> headers,
        OutputStream out)
        throws IOException {
      out.write(json.writeValueAsBytes(value));
    }
  }
}
