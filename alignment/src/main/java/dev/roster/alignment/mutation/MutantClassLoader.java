package dev.roster.alignment.mutation;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Loads a changed program: all of our own classes anew, changed ones before those of the build, and
 * libraries from those that the JVM has.
 */
final class MutantClassLoader extends URLClassLoader {
  /**
   * The packages that are not loaded anew: the worker is a part of the first, whose API has types
   * of the second, and neither has state.
   */
  private static final List<String> OWN = List.of("dev.roster.alignment.", "dev.roster.openapi.");

  private final String program;

  private MutantClassLoader(String program, List<URL> places) {
    super(places.toArray(URL[]::new), MutantClassLoader.class.getClassLoader());
    this.program = program;
  }

  /**
   * The program with changed classes.
   *
   * @param program the beginning of the names of its classes
   */
  static MutantClassLoader of(String program, Path changed) throws IOException {
    List<URL> places = new ArrayList<>(List.of(url(changed)));
    for (String each : System.getProperty("java.class.path").split(File.pathSeparator)) {
      places.add(url(Path.of(each)));
    }
    return new MutantClassLoader(program, places);
  }

  private static URL url(Path path) throws MalformedURLException {
    return path.toUri().toURL();
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(program) || OWN.stream().anyMatch(name::startsWith)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? findClass(name) : loaded;
    }
  }
}
