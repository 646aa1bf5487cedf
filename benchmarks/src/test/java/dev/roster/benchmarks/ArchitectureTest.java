package dev.roster.benchmarks;

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
          .importPackages("dev.roster.benchmarks");

  @Test
  void theModuleWasRead() {
    assertThat(CLASSES.size()).isGreaterThan(30);
  }

  @Test
  void theModuleKnowsNoClassOfAServer() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.roster.benchmarks..",
            "java..",
            "javax.management..",
            "com.sun.tools.attach..",
            "jdk.jfr..",
            "org.eclipse.jetty..",
            "org.glassfish.jersey..",
            "jakarta.ws.rs..",
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
  void theLoadGeneratorKnowsNeitherScenariosNorProcesses() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.roster.benchmarks.load", "dev.roster.benchmarks.process")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.roster.benchmarks.scenario",
            "dev.roster.benchmarks.measure",
            "dev.roster.benchmarks.report",
            "dev.roster.benchmarks.floor")
        .check(CLASSES);
  }
}
