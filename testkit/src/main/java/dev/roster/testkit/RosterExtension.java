package dev.roster.testkit;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Objects;
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
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** The extension behind {@link RosterTest}. Uses only what JUnit 5 and 6 have in common. */
final class RosterExtension
    implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(RosterExtension.class);
  private static final String CONSTRUCTOR = "constructor";

  RosterExtension() {}

  /** A constructor has the {@link Roster} of its test. JUnit before 5.12 does not ask for this. */
  @Override
  public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
    return ExtensionContextScope.TEST_METHOD;
  }

  /** With one instance for all tests there is one already, which {@code @BeforeAll} may use. */
  @Override
  public void beforeAll(ExtensionContext context) throws IllegalAccessException {
    if (TestScope.runsBesideOthers(context)) {
      refuseInheritedFields(context.getRequiredTestClass());
    }
    inject(context.getRequiredTestClass(), null, roster(context));
    if (context.getTestInstances().isPresent()) {
      injectAll(context);
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IllegalAccessException {
    // what belongs to the classes around the scope is there for other scopes, too
    for (ExtensionContext around : TestScope.of(context).around()) {
      refuseSharedConstructor(around);
      refuseSharedFields(around);
    }
    injectAll(context);
  }

  private static void injectAll(ExtensionContext context) throws IllegalAccessException {
    for (Object instance : context.getRequiredTestInstances().getAllInstances()) {
      inject(instance.getClass(), instance, roster(context));
    }
  }

  /** The last of the classes that inherit such a field would give all of them its own. */
  private static void refuseInheritedFields(Class<?> type) {
    for (Field field : fields(type, each -> isStatic(each) && each.getDeclaringClass() != type)) {
      throw new ExtensionConfigurationException(
          field
              + " is shared by classes that run in parallel. Declare it in "
              + type.getName()
              + ", take Roster as a parameter of the test, or write @Execution(SAME_THREAD) on"
              + " each class.");
    }
  }

  /** Tests that run in parallel would see each other's {@link Roster} in such a field. */
  private static void refuseSharedFields(ExtensionContext around) {
    boolean oneInstance =
        around.getTestInstanceLifecycle().filter(Lifecycle.PER_CLASS::equals).isPresent();
    for (Field field :
        fields(around.getRequiredTestClass(), each -> oneInstance || isStatic(each))) {
      throw shared(field);
    }
  }

  /** It was called for the class: with one instance for all tests, or by JUnit before 5.12. */
  private static void refuseSharedConstructor(ExtensionContext around) {
    Object constructor = around.getStore(NAMESPACE).get(CONSTRUCTOR);
    if (constructor != null) {
      throw shared(constructor);
    }
  }

  private static List<Field> fields(Class<?> type, Predicate<Field> wanted) {
    return ReflectionSupport.findFields(
        type,
        field -> field.getType() == Roster.class && wanted.test(field),
        HierarchyTraversalMode.TOP_DOWN);
  }

  private static boolean isStatic(Field field) {
    return Modifier.isStatic(field.getModifiers());
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
    for (Field field : fields(type, each -> isStatic(each) == (instance == null))) {
      field.setAccessible(true);
      if (instance != null && field.get(instance) != null) {
        continue; // by the constructor, or by the test before in the same instance
      }
      if (Modifier.isFinal(field.getModifiers())) {
        throw new ExtensionConfigurationException(
            field
                + " must not be final unless the constructor sets it: @RosterTest gives it its"
                + " value.");
      }
      field.set(instance, roster);
    }
  }

  /** One for the outermost class, and one for each scope in it that runs beside the others. */
  private static Roster roster(ExtensionContext context) {
    ExtensionContext owner = TestScope.of(context).owner();
    Running running = running(owner);
    // a store also finds what its parents have, so the key tells them apart
    Tenant tenant =
        owner
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent(
                owner.getUniqueId(), key -> new Tenant(running, owner), Tenant.class);
    return Objects.requireNonNull(tenant).roster;
  }

  /** The server of the whole run, or that of a class which has one to itself. */
  private static Running running(ExtensionContext owner) {
    ExtensionContext outermost = TestScope.outermost(owner);
    boolean dedicated =
        AnnotationSupport.findAnnotation(outermost.getTestClass(), RosterTest.class)
            .map(RosterTest::dedicated)
            .orElse(false);
    ExtensionContext where = dedicated ? outermost : owner.getRoot();
    String key = dedicated ? "dedicated " + outermost.getUniqueId() : "shared";
    return Objects.requireNonNull(
        where
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent(key, ignored -> new Running(dedicated), Running.class));
  }

  /**
   * A server, which JUnit closes at the end of the run or of the class: JUnit 5 knows the one
   * interface, JUnit 6 the other.
   */
  @SuppressWarnings("deprecation")
  private static final class Running implements Store.CloseableResource, AutoCloseable {
    private final RosterInstance instance;
    private final boolean dedicated;

    Running(boolean dedicated) {
      this.instance = dedicated ? RosterInstance.startDedicated() : RosterInstance.shared();
      this.dedicated = dedicated;
    }

    @Override
    public void close() {
      instance.close();
    }
  }

  /** A resource that JUnit closes at the end of a class, or of a test that has its own. */
  @SuppressWarnings("deprecation")
  private static final class Tenant implements Store.CloseableResource, AutoCloseable {
    private final Roster roster;

    Tenant(Running running, ExtensionContext owner) {
      boolean clockOfItsOwn = running.dedicated && owner == TestScope.outermost(owner);
      String name = owner.getRequiredTestClass().getSimpleName();
      this.roster = new Roster(running.instance, name, clockOfItsOwn);
    }

    @Override
    public void close() {
      roster.leave();
    }
  }
}
