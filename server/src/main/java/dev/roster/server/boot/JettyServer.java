package dev.roster.server.boot;

import dev.roster.openapi.OpenApiDocument;
import dev.roster.server.boot.RosterServer.PortUnavailableException;
import dev.roster.server.http.BufferedResponseHandler;
import dev.roster.server.http.DemoCredentialGuard;
import dev.roster.server.http.FrontHandler;
import dev.roster.server.http.HttpListener;
import dev.roster.server.http.ResponseVerifier;
import dev.roster.server.http.ServerExtension;
import dev.roster.server.http.VerificationMode;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import org.eclipse.jetty.server.Handler;
import org.glassfish.jersey.jetty.JettyHttpContainer;
import org.glassfish.jersey.server.ContainerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The listener of a server, and the handlers that each request passes on its way to Jersey. */
final class JettyServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JettyServer.class);

  /** A strong reference: java.util.logging holds loggers weakly and would drop the level. */
  private static final java.util.logging.Logger ABOUT_RESOURCES =
      java.util.logging.Logger.getLogger("org.glassfish.jersey.internal.inject.Providers");

  static {
    // it warns of every resource whose @Path stands on its generated interface, and serves it
    ABOUT_RESOURCES.setLevel(Level.SEVERE);
  }

  private final HttpListener listener;
  private final Optional<ResponseVerifier> verifier;
  private final URI baseUri;

  private JettyServer(HttpListener listener, Optional<ResponseVerifier> verifier, URI baseUri) {
    this.listener = listener;
    this.verifier = verifier;
    this.baseUri = baseUri;
  }

  /**
   * Begins to listen.
   *
   * @throws PortUnavailableException if the port is taken
   */
  static JettyServer start(
      Config config, Wiring wiring, ServerExtension extension, Observation observation) {
    Handler jersey =
        JerseyIsolatingClassLoader.only(
            () -> ContainerFactory.createContainer(JettyHttpContainer.class, wiring.application()));
    Optional<ResponseVerifier> verifier = verifier(config.verification(), jersey);
    BufferedResponseHandler outlet =
        new BufferedResponseHandler(
            config.http(), verifier.map(Handler.class::cast).orElse(jersey));
    FrontHandler front =
        new FrontHandler(
            wiring.doors(),
            config.proxies(),
            config.hosts(),
            observation.tracer(),
            observation.observers(wiring),
            outlet);
    Handler around = new DemoCredentialGuard(extension.around().apply(front));
    HttpListener listener;
    try {
      listener =
          HttpListener.start(
              config.host(), config.port(), config.http(), config.tls(), front, around);
    } catch (IOException taken) {
      throw new PortUnavailableException(config.host(), config.port(), taken);
    }
    try {
      return new JettyServer(listener, verifier, baseUri(config, listener.port()));
    } catch (RuntimeException | Error failure) {
      listener.close();
      throw failure;
    }
  }

  /** A check that lets wrong responses pass would be worse than none, so it proves itself first. */
  private static Optional<ResponseVerifier> verifier(VerificationMode mode, Handler next) {
    if (mode == VerificationMode.OFF) {
      return Optional.empty();
    }
    List<SelfTestedDocument> documents = Wiring.documents();
    int refused = documents.stream().mapToInt(SelfTestedDocument::refused).sum();
    LOG.info("Responses are verified; the check refused {} wrong ones first", refused);
    List<OpenApiDocument> promises = documents.stream().map(SelfTestedDocument::document).toList();
    return Optional.of(new ResponseVerifier(mode, promises, next));
  }

  private static URI baseUri(Config config, int port) {
    String host = config.host();
    String literal = host.contains(":") ? "[" + host + "]" : host;
    String scheme = config.tls().isPresent() ? "https" : "http";
    return URI.create(scheme + "://" + literal + ":" + port);
  }

  /** The address of the server, without a trailing slash. */
  URI baseUri() {
    return baseUri;
  }

  /** The number of responses that were compared with their document; empty if none is. */
  Optional<ResponseVerifier.Tally> verified() {
    return verifier.map(ResponseVerifier::tally);
  }

  /** The check of responses; empty if there is none. */
  Optional<ResponseVerifier> verifier() {
    return verifier;
  }

  /** The listener, whose numbers are measured. */
  HttpListener listener() {
    return listener;
  }

  /** The number of requests that were cut off by {@link #close}, since they took too long. */
  int unfinished() {
    return listener.unfinished();
  }

  /** Finishes the requests under way, then stops. */
  @Override
  public void close() {
    listener.close();
  }
}
