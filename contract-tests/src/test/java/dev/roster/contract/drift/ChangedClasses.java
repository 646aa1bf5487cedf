package dev.roster.contract.drift;

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
final class ChangedClasses extends URLClassLoader {
  private static final String OURS = "dev.roster.";
  private static final String SELF = Worker.class.getPackageName() + ".";

  private ChangedClasses(List<URL> places) {
    super(places.toArray(URL[]::new), ChangedClasses.class.getClassLoader());
  }

  static ChangedClasses before(Path changed) throws IOException {
    List<URL> places = new ArrayList<>(List.of(url(changed)));
    for (String each : System.getProperty("java.class.path").split(File.pathSeparator)) {
      places.add(url(Path.of(each)));
    }
    return new ChangedClasses(places);
  }

  private static URL url(Path path) throws MalformedURLException {
    return path.toUri().toURL();
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(OURS) || name.startsWith(SELF)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? findClass(name) : loaded;
    }
  }
}
