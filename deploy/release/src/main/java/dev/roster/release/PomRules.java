package dev.roster.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** The rules of a single POM. */
final class PomRules {
  private static final List<String> FOREIGN =
      List.of("parent", "repositories", "pluginRepositories");

  private final boolean rehearsal;
  private final BiConsumer<Rule, String> found;

  /**
   * @param rehearsal allows a snapshot and the placeholder of the address
   * @param found gets each broken rule and what is wrong
   */
  PomRules(boolean rehearsal, BiConsumer<Rule, String> found) {
    this.rehearsal = rehearsal;
    this.found = found;
  }

  private void demand(boolean kept, Rule rule, String what) {
    if (!kept) {
      found.accept(rule, what);
    }
  }

  /**
   * Checks a POM.
   *
   * @param versions of the artifacts in the bundle
   */
  void check(Path file, Coordinates folder, Map<String, String> versions) throws IOException {
    Pom pom = Pom.read(file);
    Coordinates written =
        new Coordinates(pom.text("groupId"), pom.text("artifactId"), pom.text("version"));
    demand(written.equals(folder), Rule.COORDINATES, "it says " + written);
    demand(!pom.text("name").isEmpty(), Rule.NAME, "no name");
    demand(!pom.text("description").isEmpty(), Rule.DESCRIPTION, "no description");
    demand(!pom.text("url").isEmpty(), Rule.URL, "no url");
    demand(
        pom.eachHas("licenses/license", "name", "url"),
        Rule.LICENCE,
        "no licence with name and url");
    demand(pom.eachHas("developers/developer", "name"), Rule.DEVELOPER, "no developer with a name");
    demand(
        pom.eachHas("scm", "connection", "developerConnection", "url"),
        Rule.SCM,
        "no scm with connection, developerConnection and url");
    checkAddress(pom);
    for (String each : FOREIGN) {
      demand(pom.count(each) == 0, Rule.SELF_CONTAINED, "it has " + each);
    }
    demand(
        !Files.readString(file).contains("${") || pom.text("packaging").equals("pom"),
        Rule.SELF_CONTAINED,
        "it has a property");
    for (Pom.Dependency each : pom.dependencies()) {
      checkDependency(each, folder, versions);
    }
  }

  /** Names that RFC 2606 keeps from ever being one. */
  private void checkAddress(Pom pom) {
    for (String path : List.of("url", "scm/url", "scm/connection", "scm/developerConnection")) {
      String address = pom.text(path);
      demand(
          rehearsal
              || !address.matches(
                  ".*(\\.invalid|\\bexample\\.(com|org|net)|\\blocalhost)([:/].*)?"),
          Rule.ADDRESS,
          path + " is the placeholder " + address);
    }
  }

  private void checkDependency(
      Pom.Dependency dependency, Coordinates folder, Map<String, String> versions) {
    boolean ours = dependency.groupId().equals(folder.groupId());
    String version = dependency.version();
    demand(
        version.matches("[A-Za-z0-9][A-Za-z0-9.+_-]*") && !version.matches("LATEST|RELEASE"),
        Rule.DEPENDENCY,
        dependency + " has the version '" + version + "'");
    demand(
        (rehearsal && ours) || !version.endsWith("-SNAPSHOT"),
        Rule.DEPENDENCY,
        dependency + " is a snapshot: " + version);
    demand(
        !ours || version.equals(versions.get(dependency.artifactId())),
        Rule.DEPENDENCY,
        dependency + ":" + version + " is not in the bundle");
    demand(
        !dependency.scope().matches("system|import"),
        Rule.DEPENDENCY,
        dependency + " has the scope " + dependency.scope());
  }
}
