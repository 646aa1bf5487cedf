package dev.roster.contract;

import dev.roster.alignment.check.Check;
import dev.roster.alignment.check.CheckResults;
import dev.roster.alignment.check.Difference;
import dev.roster.alignment.check.Difference.Side;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Makes each test of a class one check of a document as a whole in the alignment report, so that a
 * cell is red if a test is.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(InReport.Results.class)
public @interface InReport {
  /** The check that the tests are a part of. */
  Check check();

  /** The name of the document that they are about. */
  String document() default RosterAlignment.COOLSET;

  /** Collects what the tests of a class find. */
  final class Results implements BeforeAllCallback, AfterTestExecutionCallback, AfterAllCallback {
    private static final ExtensionContext.Namespace OWN =
        ExtensionContext.Namespace.create(Results.class);

    @Override
    public void beforeAll(ExtensionContext tests) {
      String name = tests.getRequiredTestClass().getSimpleName();
      tests
          .getStore(OWN)
          .put(
              CheckResults.class,
              new CheckResults(RosterAlignment.CONFIG, part(tests).check(), name, name));
    }

    @Override
    public void afterTestExecution(ExtensionContext test) {
      List<Difference> differences =
          test
              .getExecutionException()
              .map(failure ->
                  new Difference(
                      test.getRequiredTestMethod().getName() + ", " + test.getDisplayName(),
                      new Side("test", String.valueOf(failure.getMessage()), 0),
                      new Side("document", part(test).document(), 1)))
              .stream()
              .toList();
      results(test).add(part(test).document(), CheckResults.WHOLE_DOCUMENT, differences);
    }

    @Override
    public void afterAll(ExtensionContext tests) {
      results(tests).write();
    }

    private static CheckResults results(ExtensionContext context) {
      return context.getStore(OWN).get(CheckResults.class, CheckResults.class);
    }

    private static InReport part(ExtensionContext context) {
      return context.getRequiredTestClass().getAnnotation(InReport.class);
    }
  }
}
