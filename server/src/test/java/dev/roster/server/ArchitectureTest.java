package dev.roster.server;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.roster.server.caller.Caller;
import dev.roster.server.db.CallerQuery;
import dev.roster.server.db.NamedQuery;
import dev.roster.server.db.ReadConnection;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

/**
 * The rules of docs/STRUCTURE.md beyond the imports between packages, which {@link
 * AllowedDirectionsTest} holds. ArchUnit fails a rule whose "that" selects nothing; the rules that
 * go over methods count what they visited.
 */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.roster.server");

  private static final String[] DOMAIN = {
    "dev.roster.server.audit..",
    "dev.roster.server.authentication..",
    "dev.roster.server.caller..",
    "dev.roster.server.credential..",
    "dev.roster.server.diagnosis..",
    "dev.roster.server.directory..",
    "dev.roster.server.idempotency..",
    "dev.roster.server.invitation..",
    "dev.roster.server.jwt..",
    "dev.roster.server.mail..",
    "dev.roster.server.onboarding.."
  };
  private static final String[] DOORS = {
    "dev.roster.server.coolset..",
    "dev.roster.server.compleat..",
    "dev.roster.server.web..",
    "dev.roster.server.cli.."
  };

  /**
   * The methods of stores that need not name a company, tenant or person: log-in, key and secret
   * look-ups, the person behind an address that proved to be read, what operators ask about
   * everybody, and relations of a statement that read others, which are scoped.
   */
  private static final Set<String> UNSCOPED =
      Set.of(
          "AcceptStore.decline",
          "AcceptStore.state",
          "AcceptStore.use",
          "AuthGroupStore.all",
          "AuthGroupStore.find",
          "AuthenticationStore.authenticate",
          "AuthenticationStore.byEmail",
          "AuthenticationStore.bySubject",
          "AuthenticationStore.keysAmong",
          "AuthenticationStore.keysUsed",
          "AuthenticationStore.tokensAmong",
          "AuthenticationStore.tokensUsed",
          "AccountStore.addressFindings",
          "AccountStore.emailOfSubject",
          "AccountStore.find",
          "AccountStore.insertUnlessKnown",
          "AuditStore.addresses",
          "AuditStore.append",
          "AuditStore.appended",
          "AuditStore.last",
          "AuditStore.newest",
          "AuditStore.page",
          "AuditStore.written",
          "AuditStore.writing",
          "CallerStore.find",
          "CompanyStore.hasAny",
          "DirectoryAdminStore.companies",
          "DirectoryAdminStore.companiesCalled",
          "ErasureStore.deleteInvitations",
          "IdempotencyStore.sweep",
          "InvitationQuotaStore.counted",
          "InvitationQuotaStore.reached",
          "InvitationQuotaStore.sweep",
          "InvitationStore.made",
          "PersonStore.createUnlessKnown",
          "PersonStore.idByEmail",
          "OnboardingStore.lockOwners",
          "PostgresStore.changedCollations",
          "PostgresStore.connections",
          "PostgresStore.role",
          "PostgresStore.session",
          "PostgresStore.standbys",
          "RateLimitStore.changed",
          "RateLimitStore.gone",
          "RateLimitStore.put",
          "RateLimitStore.seen",
          "RateLimitStore.sweep",
          "StuckMailStore.dead",
          "StuckMailStore.delayed",
          "StuckMailStore.retry",
          "SandboxStore.arm",
          "SandboxStore.companyOf",
          "SandboxStore.findKeyId",
          "SandboxStore.installClock",
          "SandboxStore.keyId",
          "SandboxStore.moveClock",
          "SandboxStore.removeClock",
          "SandboxStore.tokenId",
          "SandboxStore.useUpInvitations",
          "SandboxStore.wipe",
          "TenantKeyStore.all",
          "TenantKeyStore.endAt",
          "TenantKeyStore.forChange",
          "TenantStore.called",
          "TokenStore.all",
          "TokenStore.forChange");

  @Test
  void theWholeServerWasRead() {
    assertThat(CLASSES.size()).isGreaterThan(100);
  }

  @Test
  void doorsKnowNoSqlAndNoStore() {
    noClasses()
        .that()
        .resideInAnyPackage(DOORS)
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("org.jdbi..", "java.sql..", "org.postgresql..")
                .or(simpleNameEndingWith("Store")))
        .check(CLASSES);
  }

  @Test
  void doorsDoNotKnowEachOther() {
    for (String door : DOORS) {
      String[] others = Stream.of(DOORS).filter(each -> !each.equals(door)).toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage(door)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(others)
          .check(CLASSES);
    }
  }

  @Test
  void generatedTypesStayInTheirDoor() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.roster.server.coolset..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.roster.coolset..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.roster.server.compleat..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.roster.compleat..")
        .check(CLASSES);
  }

  @Test
  void sharedProcessingOfRequestsKnowsNoServiceAndNoStore() {
    for (String shared :
        List.of("dev.roster.server.http..", "dev.roster.server.coolset.django..")) {
      noClasses()
          .that()
          .resideInAPackage(shared)
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.roster..")
                  .and(simpleNameEndingWith("Store").or(simpleNameEndingWith("Service"))))
          .check(CLASSES);
    }
    noClasses()
        .that()
        .resideInAPackage("dev.roster.server.coolset.django..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jakarta.ws.rs..")
        .check(CLASSES);
  }

  @Test
  void domainPackagesAndTransferKnowNoHttp() {
    noClasses()
        .that()
        .resideInAnyPackage(DOMAIN)
        .or()
        .resideInAPackage("dev.roster.server.transfer..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "jakarta.ws.rs..",
            "org.eclipse.jetty..",
            "dev.roster.openapi..",
            "dev.roster.server.http..",
            "dev.roster.server.coolset..",
            "dev.roster.server.compleat..",
            "dev.roster.server.web..",
            "dev.roster.server.cli..",
            "dev.roster.server.boot..")
        .check(CLASSES);
  }

  @Test
  void onlyStoresSpeakSql() {
    noClasses()
        .that()
        .resideInAnyPackage(DOMAIN)
        .and(not(simpleNameEndingWith("Store")))
        .and()
        .doNotHaveSimpleName("Outbox")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.jdbi..", "java.sql..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("dev.roster.server.boot..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.jdbi..", "java.sql..")
        .check(CLASSES);
  }

  @Test
  void storesOpenNoTransactionReadNoClockAndCallNoService() {
    noClasses()
        .that(simpleNameEndingWith("Store").or(new Named("Outbox")))
        .should()
        .dependOnClassesThat(
            assignableTo(Clock.class)
                .or(simpleNameEndingWith("Service"))
                .or(new Named("Database"))
                .or(resideInAnyPackage("jakarta.ws.rs..")))
        .check(CLASSES);
  }

  @Test
  void methodsThatTakeAReadConnectionWriteNothing() {
    List<JavaMethod> readers =
        CLASSES.stream()
            .flatMap(each -> each.getMethods().stream())
            .filter(method ->
                method.getRawParameterTypes().stream()
                    .anyMatch(type -> type.isEquivalentTo(ReadConnection.class)))
            .toList();

    assertThat(readers).hasSizeGreaterThan(40);
    assertThat(readers)
        .flatExtracting(JavaMethod::getMethodCallsFromSelf)
        .filteredOn(call -> call.getTargetOwner().isAssignableTo(Handle.class))
        .filteredOn(call -> !call.getOriginOwner().isEquivalentTo(NamedQuery.class))
        .extracting(call -> call.getTarget().getName())
        .isNotEmpty()
        .containsOnly("createQuery");
    assertThat(CLASSES.get(NamedQuery.class).getMethodCallsFromSelf())
        .extracting(call -> call.getTarget().getName())
        .filteredOn(name -> name.startsWith("execute"))
        .containsExactly("executeQuery");
  }

  /** Production code cannot reach the classes that move clocks and inject faults. */
  @Test
  void onlyTheSandboxCommandKnowsTheSandbox() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.roster.server.sandbox..")
        .and()
        .doNotHaveSimpleName("SandboxCommand")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.roster.server.sandbox..")
        .check(CLASSES);
  }

  @Test
  void mappersOnlyMap() {
    classes()
        .that()
        .haveSimpleNameEndingWith("Mapper")
        .and()
        .resideInAnyPackage(DOORS)
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                    "java.lang..",
                    "java.util..",
                    "java.time..",
                    "org.jspecify..",
                    "dev.roster.coolset.model..",
                    "dev.roster.compleat.model..")
                .or(resideInAnyPackage(DOMAIN).and(simpleNameNotEndingWithService()))
                .or(simpleNameEndingWith("Mapper"))
                .or(new Named("JsonObject")))
        .check(CLASSES);
    noClasses()
        .that()
        .haveSimpleNameEndingWith("Mapper")
        .and()
        .resideInAnyPackage(DOORS)
        .should()
        .dependOnClassesThat(assignableTo(Clock.class))
        .check(CLASSES);
  }

  @Test
  void recordsOfTheDomainKnowOnlyRecords() {
    classes()
        .that()
        .resideInAnyPackage(DOMAIN)
        .and()
        .areRecords()
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage("java..", "org.jspecify..")
                .or(resideInAnyPackage("dev.roster.server.address", "dev.roster.server.failure"))
                .or(
                    resideInAnyPackage(DOMAIN)
                        .and(simpleNameNotEndingWithService())
                        .and(not(simpleNameEndingWith("Store")))))
        .check(CLASSES);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("dev.roster.server.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void namesSayWhatTheyMean() {
    noClasses()
        .should()
        .haveNameMatching(".*(Impl|Manager|Helper|Utils?|Dto)")
        .orShould()
        .resideInAnyPackage("..util..", "..common..", "..impl..", "..helper..", "..dto..")
        .check(CLASSES);
  }

  @Test
  void throwablesAndNothingElseAreCalledExceptions() {
    classes()
        .that()
        .areAssignableTo(Throwable.class)
        .should()
        .haveSimpleNameEndingWith("Exception")
        .check(CLASSES);
    classes()
        .that()
        .haveSimpleNameEndingWith("Exception")
        .should()
        .beAssignableTo(Throwable.class)
        .check(CLASSES);
  }

  /**
   * An argument of a user is refused with an exception of its own type, so that a bug keeps its
   * trace. The classes here guard values that only code makes: options and parsers check before.
   */
  @Test
  void onlyGuardsAgainstBugsThrowIllegalArgument() {
    Stream<String> throwing =
        CLASSES.stream()
            .filter(each ->
                each.getConstructorCallsFromSelf().stream()
                    .anyMatch(call ->
                        call.getTargetOwner().isEquivalentTo(IllegalArgumentException.class)))
            .map(JavaClass::getSimpleName);

    assertThat(throwing)
        .containsExactlyInAnyOrder(
            "AuditStore",
            "Condition",
            "DatabaseUrl",
            "IdempotencyKey",
            "InvitationQuotas",
            "NamedQuery",
            "PageRequest",
            "RateLimits",
            "Routes",
            "TokenRequest");
  }

  /** Or returns a query that PostgreSQL scopes to its caller. */
  @Test
  void everyServiceMethodTakesTheCallerFirst() {
    List<Method> methods = publicMethods("Service");

    assertThat(methods).hasSizeGreaterThan(8);
    assertThat(methods)
        .filteredOn(method -> method.getReturnType() != CallerQuery.class)
        .allSatisfy(method ->
            assertThat(Caller.class)
                .as(name(method))
                .isAssignableFrom(method.getParameterTypes()[0]));
  }

  @Test
  void everyStoreMethodIsScoped() {
    List<Method> methods = publicMethods("Store");

    assertThat(methods).hasSizeGreaterThan(10);
    assertThat(methods)
        .filteredOn(method -> !UNSCOPED.contains(name(method)))
        .filteredOn(method -> method.getReturnType() != CallerQuery.class)
        .allSatisfy(method -> assertThat(scope(method)).as(name(method)).isNotEmpty());
    assertThat(methods)
        .filteredOn(method -> scope(method).isEmpty())
        .filteredOn(method -> method.getReturnType() != CallerQuery.class)
        .extracting(ArchitectureTest::name)
        .as("exemptions that are needed")
        .containsAll(UNSCOPED);
  }

  /** JAX-RS takes all annotations of an override or none: one would hide those of the interface. */
  @Test
  void resourcesImplementEveryOperationAndAnnotateNone() {
    List<Class<?>> resources =
        CLASSES.stream()
            .filter(each -> each.getSimpleName().endsWith("Resource"))
            .<Class<?>>map(JavaClass::reflect)
            .toList();
    List<Method> operations =
        resources.stream()
            .flatMap(resource -> Arrays.stream(resource.getInterfaces()))
            .flatMap(api -> Arrays.stream(api.getMethods()))
            .toList();

    assertThat(operations).hasSize(19).noneMatch(Method::isDefault);
    assertThat(resources)
        .flatExtracting(resource -> List.of(resource.getDeclaredMethods()))
        .noneMatch(method ->
            Arrays.stream(((Method) method).getAnnotations())
                .anyMatch(a -> a.annotationType().getName().startsWith("jakarta.ws.rs")));
  }

  private static List<String> scope(Method method) {
    return Arrays.stream(method.getParameters())
        .map(Parameter::getName)
        .filter(Set.of("companyId", "tenantId", "personId", "dataSubject")::contains)
        .toList();
  }

  private static List<Method> publicMethods(String suffix) {
    return CLASSES.stream()
        .filter(each -> each.getSimpleName().endsWith(suffix) && !each.isInterface())
        .flatMap(each -> Arrays.stream(each.reflect().getDeclaredMethods()))
        .filter(method -> !Modifier.isPrivate(method.getModifiers()))
        .filter(method -> !Modifier.isStatic(method.getModifiers()) && !method.isSynthetic())
        .toList();
  }

  private static String name(Method method) {
    return method.getDeclaringClass().getSimpleName() + "." + method.getName();
  }

  private static DescribedPredicate<JavaClass> simpleNameNotEndingWithService() {
    return not(simpleNameEndingWith("Service"));
  }

  private static final class Named extends DescribedPredicate<JavaClass> {
    private final String name;

    Named(String name) {
      super("is " + name);
      this.name = name;
    }

    @Override
    public boolean test(JavaClass each) {
      return each.getSimpleName().equals(name);
    }
  }
}
