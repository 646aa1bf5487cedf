package dev.roster.testkit;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** What {@link RosterServer} does. Knows only what JUnit 5 and 6 have in common. */
final class RosterExtension
    implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, ParameterResolver {
  private static final int JAVA = 25;
  private static final Namespace NAMESPACE = Namespace.create(RosterExtension.class);
  private static final String TENANT = "tenant";

  RosterExtension() {}

  @Override
  public void beforeAll(ExtensionContext context) throws IllegalAccessException {
    inject(context.getRequiredTestClass(), null, roster(context));
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IllegalAccessException {
    for (Object instance : context.getRequiredTestInstances().getAllInstances()) {
      inject(instance.getClass(), instance, roster(context));
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    roster(context).tidy();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Roster.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return roster(context);
  }

  private static void inject(Class<?> type, @Nullable Object instance, Roster roster)
      throws IllegalAccessException {
    Predicate<Field> wanted =
        field ->
            field.getType() == Roster.class
                && Modifier.isStatic(field.getModifiers()) == (instance == null);
    for (Field field :
        ReflectionSupport.findFields(type, wanted, HierarchyTraversalMode.TOP_DOWN)) {
      if (Modifier.isFinal(field.getModifiers())) {
        throw new ExtensionConfigurationException(
            field + " must not be final: @RosterServer gives it its value.");
      }
      field.setAccessible(true);
      field.set(instance, roster);
    }
  }

  /** One for the outermost class, whose nested classes belong to it. */
  private static Roster roster(ExtensionContext context) {
    ExtensionContext owner = outermost(context);
    Owned owned =
        owner.getStore(NAMESPACE).getOrComputeIfAbsent(TENANT, key -> started(owner), Owned.class);
    return Objects.requireNonNull(owned).roster;
  }

  private static ExtensionContext outermost(ExtensionContext context) {
    ExtensionContext found = context;
    for (Optional<ExtensionContext> next = Optional.of(context);
        next.isPresent();
        next = next.get().getParent()) {
      if (next.get().getTestClass().isPresent()) {
        found = next.get();
      }
    }
    return found;
  }

  private static Owned started(ExtensionContext owner) {
    requireJava(Runtime.version().feature());
    String name = owner.getRequiredTestClass().getSimpleName();
    boolean alone =
        AnnotationSupport.findAnnotation(owner.getTestClass(), RosterServer.class)
            .map(RosterServer::alone)
            .orElse(false);
    if (alone) {
      RosterInstance own = RosterInstance.start();
      return new Owned(new Roster(own, name, true), own);
    }
    Shared shared =
        owner
            .getRoot()
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent(Shared.class, key -> new Shared(), Shared.class);
    return new Owned(new Roster(Objects.requireNonNull(shared).instance, name, false), null);
  }

  /** The server itself would fail with a version of class files, which helps nobody. */
  static void requireJava(int feature) {
    if (feature < JAVA) {
      throw new ExtensionConfigurationException(
          "@RosterServer starts the real server in this JVM, which needs Java "
              + JAVA
              + "; this is Java "
              + feature
              + " in "
              + System.getProperty("java.home")
              + ". Run the tests with a JDK "
              + JAVA
              + ": by JAVA_HOME, or with Maven by the goal select-jdk-toolchain of"
              + " maven-toolchains-plugin (docs/verify-your-consumer.md shows the lines; your own"
              + " code may stay older). Or start `./roster sandbox` outside.");
    }
  }

  /**
   * What JUnit closes at the end of the run: JUnit 5 knows the one interface, JUnit 6 the other.
   */
  @SuppressWarnings("deprecation")
  private static final class Shared implements Store.CloseableResource, AutoCloseable {
    private final RosterInstance instance = RosterInstance.start();

    @Override
    public void close() {
      instance.close();
    }
  }

  /** What JUnit closes at the end of a class. */
  @SuppressWarnings("deprecation")
  private static final class Owned implements Store.CloseableResource, AutoCloseable {
    private final Roster roster;
    private final @Nullable RosterInstance own;

    Owned(Roster roster, @Nullable RosterInstance own) {
      this.roster = roster;
      this.own = own;
    }

    @Override
    public void close() {
      if (own != null) {
        own.close();
      } else {
        roster.leave();
      }
    }
  }
}
