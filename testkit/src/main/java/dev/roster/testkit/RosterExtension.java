package dev.roster.testkit;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** What {@link RosterServer} does. Knows only what JUnit 5 and 6 have in common. */
final class RosterExtension
    implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, ParameterResolver {
  private static final int JAVA = 25;
  private static final Namespace NAMESPACE = Namespace.create(RosterExtension.class);
  private static final String CONSTRUCTOR = "constructor";

  RosterExtension() {}

  /** A constructor has the {@link Roster} of its test. JUnit before 5.12 does not ask for this. */
  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
    return ExtensionContextScope.TEST_METHOD;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IllegalAccessException {
    inject(context.getRequiredTestClass(), null, roster(context));
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IllegalAccessException {
    boolean ofItsOwn = owner(context).getTestMethod().isPresent();
    if (ofItsOwn) {
      refuseSharedConstructor(context);
    }
    for (Object instance : context.getRequiredTestInstances().getAllInstances()) {
      if (ofItsOwn) {
        refuseSharedFields(context, instance.getClass());
      }
      inject(instance.getClass(), instance, roster(context));
    }
  }

  /** Tests that run in parallel would see each other's {@link Roster} in such a field. */
  private static void refuseSharedFields(ExtensionContext context, Class<?> type) {
    boolean oneInstance =
        context.getTestInstanceLifecycle().filter(Lifecycle.PER_CLASS::equals).isPresent();
    for (Field field :
        ReflectionSupport.findFields(
            type,
            each ->
                each.getType() == Roster.class
                    && (oneInstance || Modifier.isStatic(each.getModifiers())),
            HierarchyTraversalMode.TOP_DOWN)) {
      throw shared(field);
    }
  }

  /** It was called for the class: with one instance for all tests, or by JUnit before 5.12. */
  private static void refuseSharedConstructor(ExtensionContext context) {
    Object constructor = context.getStore(NAMESPACE).get(CONSTRUCTOR);
    if (constructor != null) {
      throw shared(constructor);
    }
  }

  private static ExtensionConfigurationException shared(Object what) {
    return new ExtensionConfigurationException(
        what
            + " is shared by tests that run in parallel. Take Roster as a parameter of the test,"
            + " or write @Execution(SAME_THREAD) on the class.");
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
    if (parameter.getDeclaringExecutable() instanceof Constructor<?> constructor
        && context.getTestMethod().isEmpty()) {
      context.getStore(NAMESPACE).put(CONSTRUCTOR, constructor);
    }
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
      field.setAccessible(true);
      if (instance != null && field.get(instance) != null) {
        continue; // by the constructor, or by the test before in the same instance
      }
      if (Modifier.isFinal(field.getModifiers())) {
        throw new ExtensionConfigurationException(
            field
                + " must not be final unless the constructor sets it: @RosterServer gives it its"
                + " value.");
      }
      field.set(instance, roster);
    }
  }

  /** One for the outermost class, and one for each part of it that runs beside the others. */
  private static Roster roster(ExtensionContext context) {
    ExtensionContext owner = owner(context);
    Running running = running(owner);
    // a store also finds what its parents have, so the key tells them apart
    Tenant tenant =
        owner
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent(
                owner.getUniqueId(), key -> new Tenant(running, owner), Tenant.class);
    return Objects.requireNonNull(tenant).roster;
  }

  /** The nearest test or class that JUnit may run at the same time as its siblings. */
  private static ExtensionContext owner(ExtensionContext context) {
    ExtensionContext outermost = outermost(context);
    ExtensionContext found = context;
    while (found != outermost && found.getExecutionMode() != ExecutionMode.CONCURRENT) {
      found = found.getParent().orElse(outermost);
    }
    return found;
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

  /** The server of the whole run, or that of a class which has one to itself. */
  private static Running running(ExtensionContext owner) {
    requireJava(Runtime.version().feature());
    ExtensionContext outermost = outermost(owner);
    boolean alone =
        AnnotationSupport.findAnnotation(outermost.getTestClass(), RosterServer.class)
            .map(RosterServer::alone)
            .orElse(false);
    ExtensionContext where = alone ? outermost : owner.getRoot();
    String key = alone ? "alone " + outermost.getUniqueId() : "shared";
    return Objects.requireNonNull(
        where
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent(key, ignored -> new Running(alone), Running.class));
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
   * A server, which JUnit closes at the end of the run or of the class: JUnit 5 knows the one
   * interface, JUnit 6 the other.
   */
  @SuppressWarnings("deprecation")
  private static final class Running implements Store.CloseableResource, AutoCloseable {
    private final RosterInstance instance = RosterInstance.start();
    private final boolean alone;

    Running(boolean alone) {
      this.alone = alone;
    }

    @Override
    public void close() {
      instance.close();
    }
  }

  /** What JUnit closes at the end of a class, or of a test that has its own. */
  @SuppressWarnings("deprecation")
  private static final class Tenant implements Store.CloseableResource, AutoCloseable {
    private final Roster roster;

    Tenant(Running running, ExtensionContext owner) {
      boolean clockOfItsOwn = running.alone && owner == outermost(owner);
      String name = owner.getRequiredTestClass().getSimpleName();
      this.roster = new Roster(running.instance, name, clockOfItsOwn);
    }

    @Override
    public void close() {
      roster.leave();
    }
  }
}
