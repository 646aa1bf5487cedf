package dev.roster.contract;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

/** The server is reached through the client and one class only (docs/STRUCTURE.md). */
class ArchitectureTest {
  @Test
  void nothingHereReachesIntoTheServer() {
    noClasses()
        .that()
        .resideInAPackage("dev.roster.contract..")
        .and()
        .doNotHaveFullyQualifiedName(InProcessServer.class.getName())
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.roster.server..",
            "dev.roster.coolset.api..",
            "dev.roster.compleat.api..",
            "dev.roster.console.api..",
            "dev.roster.console.model..")
        .check(new ClassFileImporter().importPackages("dev.roster.contract"));
  }
}
