package dev.roster.testkit;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The scope of one {@link Roster}: an outermost class whose tests run one by one, or a class or
 * test in it that JUnit may run at the same time as its siblings.
 *
 * @param owner the class or test
 * @param around the classes around it, which other scopes share; none around the outermost class
 */
record TestScope(ExtensionContext owner, List<ExtensionContext> around) {
  /** The smallest scope that the class or test belongs to. */
  static TestScope of(ExtensionContext context) {
    ExtensionContext outermost = outermost(context);
    ExtensionContext owner =
        upward(context).filter(TestScope::isConcurrent).findFirst().orElse(outermost);
    // a test with repetitions is around them, too
    List<ExtensionContext> around =
        upward(owner).skip(1).filter(each -> each.getTestMethod().isEmpty()).toList();
    return new TestScope(owner, around);
  }

  static ExtensionContext outermost(ExtensionContext context) {
    return upward(context).reduce(context, (inner, outer) -> outer);
  }

  /** Reports whether classes of other names may run at the same time as this one. */
  static boolean runsBesideOthers(ExtensionContext context) {
    return upward(context).anyMatch(TestScope::isConcurrent);
  }

  /** The test or class, and the classes around it. */
  private static Stream<ExtensionContext> upward(ExtensionContext context) {
    return Stream.iterate(Optional.of(context), Optional::isPresent, each -> each.get().getParent())
        .flatMap(Optional::stream)
        .takeWhile(each -> each.getTestClass().isPresent());
  }

  private static boolean isConcurrent(ExtensionContext context) {
    return context.getExecutionMode() == ExecutionMode.CONCURRENT;
  }
}
