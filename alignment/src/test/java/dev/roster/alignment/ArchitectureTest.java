package dev.roster.alignment;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The checks are a product of their own: they know documents, pacts and URLs, and no API. */
class ArchitectureTest {
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.roster.alignment");

  @Test
  void nothingElseOfRosterIsUsed() {
    assertThat(MAIN).hasSizeGreaterThan(70);
    DescribedPredicate<JavaClass> others =
        resideInAPackage("dev.roster..")
            .and(
                DescribedPredicate.not(
                    resideInAnyPackage("dev.roster.alignment..", "dev.roster.openapi..")))
            .as("are of Roster, but not of alignment or openapi");

    noClasses().should().dependOnClassesThat(others).check(MAIN);
  }

  /**
   * The API for the builds of others; all else may change without their notice. A type that no
   * caller needs is hidden behind one that a caller needs, also where another package uses it. The
   * class that programs under test call is public for them alone.
   */
  @Test
  void thePublicTypesAreTheseEighteenAndThoseNestedInThem() {
    assertThat(
            MAIN.stream()
                .filter(ArchitectureTest::isPublic)
                .filter(type -> !type.getSimpleName().equals("MethodProbes"))
                .filter(type -> type.getEnclosingClass().isEmpty()))
        .hasSizeLessThanOrEqualTo(18);
    assertThat(MAIN.stream().filter(ArchitectureTest::isPublic))
        .extracting(type -> type.getName().replace("dev.roster.alignment.", ""))
        .containsExactlyInAnyOrder(
            "AlignmentConfig",
            "AlignmentConfig$Builder",
            "AlignmentConfig$RefusalTexts",
            "check.Check",
            "check.CheckResults",
            "check.Difference",
            "check.Difference$Side",
            "evolution.DocumentOverTime",
            "fuzz.ClientFuzzer",
            "fuzz.ClientFuzzer$Client",
            "fuzz.ClientFuzzer$Outcome",
            "fuzz.BoundFuzzer",
            "fuzz.DocumentFuzzer",
            "fuzz.DocumentFuzzer$Outcome",
            "fuzz.DocumentFuzzer$Recording",
            "fuzz.FuzzTarget",
            "journey.Journey",
            "journey.Journey$StepOutcome",
            "journey.JourneyException",
            "journey.JourneyTarget",
            "journey.JourneyTarget$Argument",
            "journey.Journeys",
            "mutation.MethodProbes",
            "mutation.MutationTesting",
            "mutation.MutationTesting$Builder",
            "mutation.MutationTesting$Outcome",
            "pact.Coverage",
            "pact.Coverage$Item",
            "pact.Coverage$ItemState",
            "pact.PactInDocument",
            "promise.Promises",
            "promise.Promises$Outcome",
            "report.AlignmentReport");
  }

  private static boolean isPublic(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && type.getEnclosingClass().map(ArchitectureTest::isPublic).orElse(true);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("dev.roster.(alignment.*)..").should().beFreeOfCycles().check(MAIN);
    slices().matching("dev.roster.(**)").should().beFreeOfCycles().check(MAIN);
  }

  @Test
  void onlyMutationTestsKnowJUnit() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.roster.alignment.mutation")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.junit..")
        .check(MAIN);
  }
}
