package dev.roster.openapi;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.roster.openapi");

  @Test
  void theModuleWasRead() {
    assertThat(CLASSES.size()).isGreaterThan(10);
  }

  @Test
  void theModuleUsesNothingButJackson() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.roster.openapi..", "java..", "com.fasterxml.jackson..", "org.jspecify..")
        .check(CLASSES);
  }
}
