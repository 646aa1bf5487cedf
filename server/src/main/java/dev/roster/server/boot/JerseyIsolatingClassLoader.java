package dev.roster.server.boot;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.glassfish.jersey.CommonProperties;
import org.glassfish.jersey.inject.hk2.Hk2InjectionManagerFactory;
import org.glassfish.jersey.jetty.JettyHttpContainer;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.validation.ValidationFeature;

/**
 * A class loader that hides extensions of Jersey in other jars than the server's own. In the tests
 * of a consumer the class path is the consumer's, and Jersey takes in whatever registers itself
 * there, such as its integration with Spring, for which no property turns the look-up off.
 */
final class JerseyIsolatingClassLoader extends ClassLoader {
  private static final String OF_JERSEY = "META-INF/services/org.glassfish.jersey.";

  private final URL empty =
      Objects.requireNonNull(
          JerseyIsolatingClassLoader.class.getResource("no-services"), "no-services");
  private final List<String> own =
      Stream.of(
              ResourceConfig.class,
              CommonProperties.class,
              Hk2InjectionManagerFactory.class,
              ValidationFeature.class,
              JettyHttpContainer.class)
          .map(JerseyIsolatingClassLoader::home)
          .toList();

  JerseyIsolatingClassLoader(ClassLoader parent) {
    super(parent);
  }

  /**
   * The jar or folder that a class comes from, as the addresses of its resources have it. The
   * location that a class itself knows is that of the training when it comes from the AOT cache.
   */
  private static String home(Class<?> type) {
    String file = type.getName().replace('.', '/') + ".class";
    String address = Objects.requireNonNull(type.getResource("/" + file), file).toString();
    return address.substring(0, address.length() - file.length());
  }

  /** Builds something while only the server's own extensions can be found. */
  static <T> T only(Supplier<T> building) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(
        new JerseyIsolatingClassLoader(JerseyIsolatingClassLoader.class.getClassLoader()));
    try {
      return building.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    Enumeration<URL> found = super.getResources(name);
    if (!name.startsWith(OF_JERSEY)) {
      return found;
    }
    List<URL> kept =
        Collections.list(found).stream()
            .filter(url -> own.stream().anyMatch(home -> url.toString().startsWith(home)))
            .toList();
    // where it finds no list, Jersey asks the loader of its own classes, which is the consumer's
    return Collections.enumeration(kept.isEmpty() ? List.of(empty) : kept);
  }
}
