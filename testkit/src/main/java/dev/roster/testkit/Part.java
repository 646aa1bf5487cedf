package dev.roster.testkit;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A part of an outermost class whose tests run one by one, so that they have one {@link Roster}:
 * the class itself, or a class or test in it that JUnit may run at the same time as its siblings.
 *
 * @param owner the class or test
 * @param around the classes around it, which other parts share; none around the outermost class
 */
record Part(ExtensionContext owner, List<ExtensionContext> around) {
  /** The smallest part that the class or test belongs to. */
  static Part of(ExtensionContext context) {
    ExtensionContext outermost = outermost(context);
    ExtensionContext owner =
        upward(context).filter(Part::isConcurrent).findFirst().orElse(outermost);
    // a test with repetitions is around them, too
    List<ExtensionContext> around =
        upward(owner).skip(1).filter(each -> each.getTestMethod().isEmpty()).toList();
    return new Part(owner, around);
  }

  static ExtensionContext outermost(ExtensionContext context) {
    return upward(context).reduce(context, (inner, outer) -> outer);
  }

  /** Reports whether classes of other names may run at the same time as this one. */
  static boolean runsBesideOthers(ExtensionContext context) {
    return upward(context).anyMatch(Part::isConcurrent);
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
