package dev.roster.drills;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.roster.drills");

  @Test
  void theModuleWasRead() {
    assertThat(CLASSES.size()).isGreaterThan(10);
  }

  @Test
  void theModuleKnowsNoClassOfAServer() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.roster.drills..",
            "java..",
            "javax.tools..",
            "com.sun.net.httpserver..",
            "com.fasterxml.jackson..",
            "picocli..",
            "org.jspecify..")
        .check(CLASSES);
  }

  @Test
  void theServerIsNotOnTheClassPath() {
    assertThatThrownBy(() -> Class.forName("dev.roster.server.Main"))
        .isInstanceOf(ClassNotFoundException.class);
  }

  @Test
  void theClusterKnowsNoFault() {
    noClasses()
        .that()
        .resideInAPackage("dev.roster.drills.cluster")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.roster.drills.fault")
        .check(CLASSES);
  }
}
