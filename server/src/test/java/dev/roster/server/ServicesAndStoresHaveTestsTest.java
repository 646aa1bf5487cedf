package dev.roster.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.roster.server.boot.RosterServer;
import dev.roster.server.testing.InvitationFixture;
import dev.roster.server.testing.RawHttp;
import dev.roster.server.testing.TestServer;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds every service and store to a test of its own level, which is named like it, stands in its
 * package and calls it without a server.
 */
class ServicesAndStoresHaveTestsTest {
  private static final String ROOT = "dev.roster.server";
  private static final Pattern SERVICE_OR_STORE = Pattern.compile("\\w*(Service|Store)|Outbox");

  private static final Set<String> SERVERS =
      Stream.of(TestServer.class, RosterServer.class, RawHttp.class, InvitationFixture.class)
          .map(Class::getName)
          .collect(Collectors.toSet());

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);
  private static final JavaClasses TESTS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void eachIsConstructedByATestOfItsName() {
    List<String> names =
        MAIN.stream()
            .filter(each -> each.isTopLevelClass() && !each.isInterface())
            .filter(each -> SERVICE_OR_STORE.matcher(each.getSimpleName()).matches())
            .map(JavaClass::getName)
            .toList();

    assertThat(names).hasSizeGreaterThanOrEqualTo(25);
    assertThat(names)
        .allSatisfy(
            name -> assertThat(constructedBy(name + "Test")).as(name + "Test").contains(name));
  }

  /** Empty if there is no such test. */
  private static Set<String> constructedBy(String test) {
    return TESTS.contain(test)
        ? withFixtures(TESTS.get(test))
            .flatMap(each -> each.getConstructorCallsFromSelf().stream())
            .map(call -> call.getTargetOwner().getName())
            .collect(Collectors.toSet())
        : Set.of();
  }

  /** A server would test the levels above as well, and takes a second to start. */
  @Test
  void noneOfTheTestsStartsAServer() {
    assertThat(TESTS)
        .filteredOn(each -> SERVICE_OR_STORE.matcher(withoutTest(each)).matches())
        .hasSizeGreaterThanOrEqualTo(25)
        .allSatisfy(test ->
            assertThat(
                    withFixtures(test)
                        .flatMap(each -> each.getDirectDependenciesFromSelf().stream()))
                .extracting(dependency -> dependency.getTargetClass().getName())
                .doesNotContainAnyElementsOf(SERVERS));
  }

  /** The test with the fixtures that it extends. */
  private static Stream<JavaClass> withFixtures(JavaClass test) {
    return test.getClassHierarchy().stream().filter(each -> TESTS.contain(each.getName()));
  }

  private static String withoutTest(JavaClass test) {
    String name = test.getSimpleName();
    return name.endsWith("Test") ? name.substring(0, name.length() - "Test".length()) : "";
  }
}
