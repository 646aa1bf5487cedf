package dev.roster.server.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.glassfish.jersey.internal.ServiceFinder;
import org.glassfish.jersey.internal.spi.AutoDiscoverable;
import org.glassfish.jersey.server.spi.ComponentProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JerseyIsolatingClassLoaderTest {
  @TempDir Path foreign;

  @Test
  void anExtensionOfAForeignJarIsNotFoundAndThoseOfTheServerAre() throws Exception {
    register(ComponentProvider.class);
    register(AutoDiscoverable.class);
    try (URLClassLoader consumer =
        new URLClassLoader(new URL[] {foreign.toUri().toURL()}, getClass().getClassLoader())) {
      JerseyIsolatingClassLoader own = new JerseyIsolatingClassLoader(consumer);

      assertThat(found(consumer, ComponentProvider.class)).anyMatch(this::isForeign);
      assertThat(found(own, ComponentProvider.class))
          .as("where there is no list, Jersey looks elsewhere")
          .isNotEmpty()
          .noneMatch(this::isForeign);
      assertThat(found(own, AutoDiscoverable.class)).isNotEmpty().noneMatch(this::isForeign);
      assertThat(ServiceFinder.find(ComponentProvider.class, own).toClassArray()).isEmpty();
      assertThat(own.getResources("META-INF/MANIFEST.MF").hasMoreElements()).isTrue();
    }
  }

  @Test
  void theThreadHasItsOwnLoaderAgainAfterwards() {
    ClassLoader before = Thread.currentThread().getContextClassLoader();

    ClassLoader inside =
        JerseyIsolatingClassLoader.only(() -> Thread.currentThread().getContextClassLoader());

    assertThat(inside).isInstanceOf(JerseyIsolatingClassLoader.class);
    assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
  }

  private void register(Class<?> service) throws Exception {
    Path file = foreign.resolve("META-INF/services/" + service.getName());
    Files.createDirectories(file.getParent());
    Files.writeString(file, "com.example.NotThere\n");
  }

  private static List<URL> found(ClassLoader loader, Class<?> service) throws Exception {
    return Collections.list(loader.getResources("META-INF/services/" + service.getName()));
  }

  private boolean isForeign(URL url) {
    return url.toString().contains(foreign.getFileName().toString());
  }
}
