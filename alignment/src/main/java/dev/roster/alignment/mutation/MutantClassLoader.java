package dev.roster.alignment.mutation;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Loads a changed program: all of our own classes and resources anew, changed ones before those of
 * the build, and libraries from those that the JVM has. Safe for use by many threads.
 */
final class MutantClassLoader extends URLClassLoader {
  /**
   * The packages that are not loaded anew: the worker is a part of the first, whose API has types
   * of the second, and neither has state.
   */
  private static final List<String> OWN = List.of("dev.roster.alignment.", "dev.roster.openapi.");

  private final String program;
  private final URL changed;
  private final boolean probing;
  private final Set<String> loaded = ConcurrentHashMap.newKeySet();

  private MutantClassLoader(String program, List<URL> places, boolean probing) {
    super(places.toArray(URL[]::new), MutantClassLoader.class.getClassLoader());
    this.program = program;
    this.changed = places.get(0);
    this.probing = probing;
  }

  /**
   * The program with changed classes.
   *
   * @param program the beginning of the names of its classes
   * @param probing whether the methods of changed classes tell {@link MethodProbes} when entered
   */
  static MutantClassLoader of(String program, Path changed, boolean probing) throws IOException {
    List<URL> places = new ArrayList<>(List.of(url(changed)));
    for (String each : System.getProperty("java.class.path").split(File.pathSeparator)) {
      places.add(url(Path.of(each)));
    }
    return new MutantClassLoader(program, places, probing);
  }

  private static URL url(Path path) throws MalformedURLException {
    return path.toUri().toURL();
  }

  /** The names of the classes of the program that have been loaded so far. */
  Set<String> loaded() {
    return Set.copyOf(loaded);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(program) || OWN.stream().anyMatch(name::startsWith)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = findLoadedClass(name);
      if (known == null) {
        known = findClass(name);
        loaded.add(name);
      }
      return known;
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    URL file = probing ? findResource(name.replace('.', '/') + ".class") : null;
    if (file == null || !file.toString().startsWith(changed.toString())) {
      return super.findClass(name);
    }
    try (InputStream in = file.openStream()) {
      byte[] probed = MethodProbes.in(in.readAllBytes());
      return defineClass(name, probed, 0, probed.length);
    } catch (IOException unreadable) {
      throw new ClassNotFoundException(name, unreadable);
    }
  }

  @Override
  public @Nullable URL getResource(String name) {
    URL first = isOfProgram(name) ? findResource(name) : null;
    return first == null ? super.getResource(name) : first;
  }

  /** One of the changed program replaces all others: a folder is changed as a whole. */
  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    URL first = isOfProgram(name) ? findResource(name) : null;
    return first != null && first.toString().startsWith(changed.toString())
        ? Collections.enumeration(List.of(first))
        : super.getResources(name);
  }

  private boolean isOfProgram(String name) {
    return name.startsWith(program.replace('.', '/'));
  }
}
