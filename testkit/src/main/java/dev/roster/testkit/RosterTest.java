package dev.roster.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a test class the real Roster server, with JUnit 5 or 6.
 *
 * {@snippet file="com/example/CompaniesTest.java" region="test"}
 *
 * <p>The server runs in a process of its own, on a real PostgreSQL of its own. It starts once and
 * is shared by all classes of all JVMs that run tests at the same time; each class has a tenant of
 * its own and sees no other. So has each test that JUnit may run at the same time as others of its
 * class ({@code ExecutionMode.CONCURRENT}), and each {@code @Nested} class that it may run so.
 * Every field and parameter of the type {@link Roster} gets it, a parameter of {@code @BeforeAll}
 * that of the class. A field that tests or classes in parallel would share is refused: a static
 * one, also one that they inherit, and one of an instance for all tests. Faults that a test leaves
 * behind are removed after the test.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(RosterExtension.class)
public @interface RosterTest {
  /**
   * True for a server of the class's own, which takes some seconds to start. Only then can its
   * clock be moved, since a moved clock would disturb every other class. {@code ROSTER_SANDBOX_URL}
   * does not count for it.
   *
   * {@snippet file="com/example/InvitationClockTest.java" region="test"}
   */
  boolean dedicated() default false;
}
