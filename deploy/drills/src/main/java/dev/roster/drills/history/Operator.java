package dev.roster.drills.history;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;

/**
 * Runs the {@code roster} command of another class path within this process, since a process of its
 * own takes seconds. Not safe for use by many threads.
 */
final class Operator implements AutoCloseable {
  private final URLClassLoader loader;
  private final Method commandLine;
  private final String databaseUrl;

  /**
   * @param jar the program, whose manifest names its libraries
   */
  Operator(Path jar, String databaseUrl) {
    this.databaseUrl = databaseUrl;
    try {
      loader =
          new URLClassLoader(
              "roster", new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
      // else its log would be that of a library: everything, and to the standard output
      loader
          .loadClass("dev.roster.server.logging.CommandLog")
          .getMethod("useOwnConfiguration")
          .invoke(null);
      Class<?> main = loader.loadClass("dev.roster.server.Main");
      commandLine = main.getDeclaredMethod("commandLine", Map.class, String[].class);
      commandLine.setAccessible(true);
    } catch (ReflectiveOperationException | IOException failure) {
      throw new IllegalStateException(jar + " is not the program", failure);
    }
  }

  /** Revokes a token; returns the exit code of the command. */
  int revoke(String token) {
    String[] arguments = {"token", "revoke", token, "--database-url", databaseUrl};
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(loader);
    try {
      Object command = commandLine.invoke(null, Map.of(), arguments);
      PrintWriter nowhere = new PrintWriter(new StringWriter());
      call(command, "setOut", PrintWriter.class, nowhere);
      call(command, "setErr", PrintWriter.class, nowhere);
      return (int) call(command, "execute", String[].class, arguments);
    } catch (ReflectiveOperationException failure) {
      throw new IllegalStateException("the command cannot be run", failure);
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  private static Object call(Object command, String name, Class<?> type, Object argument)
      throws ReflectiveOperationException {
    return command.getClass().getMethod(name, type).invoke(command, argument);
  }

  @Override
  public void close() {
    try {
      loader.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
