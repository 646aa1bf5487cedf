package dev.roster.release;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Compares a bundle, unpacked in a folder, with all rules. */
final class BundleCheck {
  private static final long GIGABYTE = 1L << 30;
  private static final String SIGNATURE = ".asc";
  private static final String BOM = "roster-bom";

  private final Path bundle;
  private final Signatures signatures;
  private final boolean rehearsal;
  private final List<Problem> problems = new ArrayList<>();

  private BundleCheck(Path bundle, Signatures signatures, boolean rehearsal) {
    this.bundle = bundle;
    this.signatures = signatures;
    this.rehearsal = rehearsal;
  }

  /**
   * Returns what is wrong.
   *
   * @param rehearsal allows what only a release must not have: a snapshot, and the placeholder of
   *     the project's address
   */
  static List<Problem> problems(Path bundle, Signatures signatures, boolean rehearsal)
      throws IOException {
    BundleCheck check = new BundleCheck(bundle, signatures, rehearsal);
    check.run();
    return List.copyOf(check.problems);
  }

  private void demand(boolean kept, Rule rule, Object where, String what) {
    if (!kept) {
      problems.add(new Problem(rule, where.toString(), what));
    }
  }

  private void run() throws IOException {
    SortedMap<Path, Set<String>> folders = new TreeMap<>();
    long size = 0;
    try (Stream<Path> all = Files.walk(bundle)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        size += Files.size(file);
        folders
            .computeIfAbsent(bundle.relativize(file.getParent()), folder -> new TreeSet<>())
            .add(file.getFileName().toString());
      }
    }
    demand(!folders.isEmpty(), Rule.LAYOUT, bundle, "there is no file");
    if (size >= GIGABYTE) {
      // nobody needs the checksums of what is refused anyway
      demand(false, Rule.SIZE, bundle, size + " bytes");
      return;
    }
    Map<String, String> versions =
        folders.keySet().stream()
            .map(Coordinates::of)
            .collect(
                Collectors.toMap(
                    Coordinates::artifactId, Coordinates::version, (one, other) -> one + other));
    for (Map.Entry<Path, Set<String>> folder : folders.entrySet()) {
      new Artifact(folder.getKey(), folder.getValue()).check(versions);
    }
    checkBom(folders.keySet());
  }

  /** The BOM is for all others, as they are. */
  private void checkBom(Set<Path> folders) throws IOException {
    Map<String, Coordinates> there = new HashMap<>();
    folders.stream().map(Coordinates::of).forEach(each -> there.put(each.artifactId(), each));
    Coordinates bom = there.remove(BOM);
    demand(bom != null, Rule.BOM, bundle, "there is no " + BOM);
    if (bom == null) {
      return;
    }
    Path folder =
        bundle.resolve(bom.groupId().replace('.', '/')).resolve(BOM).resolve(bom.version());
    Set<String> listed =
        Pom.read(folder.resolve(bom.fileName() + ".pom")).managed().stream()
            .map(each -> each + ":" + each.version().replace("${project.version}", bom.version()))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> wanted =
        there.keySet().stream()
            .map(each -> bom.groupId() + ":" + each + ":" + bom.version())
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> present =
        there.values().stream()
            .map(Coordinates::toString)
            .collect(Collectors.toCollection(TreeSet::new));
    demand(listed.equals(wanted), Rule.BOM, bom, "it lists " + listed + " of " + wanted);
    demand(present.equals(wanted), Rule.BOM, bom, "the artifacts are " + present);
  }

  /** A folder with the files of one artifact. */
  private final class Artifact {
    private final Coordinates coordinates;
    private final Path folder;
    private final Set<String> names;

    Artifact(Path folder, Set<String> names) {
      this.coordinates = Coordinates.of(folder);
      this.folder = bundle.resolve(folder);
      this.names = names;
    }

    void check(Map<String, String> versions) throws IOException {
      demand(!coordinates.groupId().isEmpty(), Rule.LAYOUT, folder, "no group/artifact/version");
      demand(
          rehearsal || !coordinates.version().endsWith("-SNAPSHOT"),
          Rule.RELEASE_VERSION,
          coordinates,
          "it is a snapshot");
      for (String name : names) {
        checkFile(name);
      }
      String pom = coordinates.fileName() + ".pom";
      if (!names.contains(pom)) {
        demand(false, Rule.COORDINATES, coordinates, "no POM");
        return;
      }
      new PomRules(rehearsal, (rule, what) -> demand(false, rule, pom, what))
          .check(folder.resolve(pom), coordinates, versions);
      if (!Pom.read(folder.resolve(pom)).text("packaging").equals("pom")) {
        checkJars();
      }
    }

    private void checkFile(String name) throws IOException {
      demand(
          name.startsWith(coordinates.fileName() + ".")
              || name.startsWith(coordinates.fileName() + "-"),
          Rule.LAYOUT,
          coordinates,
          name);
      Optional<String> of = artifactOf(name);
      if (of.isPresent()) {
        demand(names.contains(of.get()), Rule.KNOWN_FILES, name, "there is no " + of.get());
        return;
      }
      demand(name.matches(".*\\.(jar|pom|json|zip)"), Rule.KNOWN_FILES, name, "no artifact");
      for (Checksum checksum : Checksum.values()) {
        checkChecksum(name, checksum);
      }
      demand(names.contains(name + SIGNATURE), Rule.SIGNATURE, name, "none");
      if (names.contains(name + SIGNATURE)) {
        signatures
            .problem(folder.resolve(name), folder.resolve(name + SIGNATURE))
            .ifPresent(wrong -> demand(false, Rule.SIGNATURE, name, wrong));
      }
    }

    private void checkChecksum(String name, Checksum checksum) throws IOException {
      Path file = folder.resolve(name + checksum.suffix());
      demand(
          Files.exists(file) && Files.readString(file).equals(checksum.of(folder.resolve(name))),
          Rule.CHECKSUM,
          name,
          checksum + (Files.exists(file) ? " is wrong" : " is missing"));
    }

    /** The artifact that a checksum or a signature belongs to. */
    private Optional<String> artifactOf(String name) {
      return Stream.concat(Stream.of(SIGNATURE), Stream.of(Checksum.values()).map(Checksum::suffix))
          .filter(name::endsWith)
          .map(suffix -> name.substring(0, name.length() - suffix.length()))
          .findFirst();
    }

    private void checkJars() throws IOException {
      checkJar("", Rule.MAIN_JAR, entry -> entry.equals("META-INF/MANIFEST.MF"));
      // Maven Central takes a word of explanation for both of an artifact without a class
      boolean classes = hasClasses();
      String about = "README.txt";
      checkJar(
          "-sources",
          Rule.SOURCES,
          entry -> classes ? entry.endsWith(".java") : entry.equals(about));
      checkJar("-javadoc", Rule.JAVADOC, entry -> entry.equals(classes ? "index.html" : about));
      checkSbom(coordinates.fileName() + "-cyclonedx.json");
    }

    private boolean hasClasses() throws IOException {
      String name = coordinates.fileName() + ".jar";
      if (!names.contains(name)) {
        return true;
      }
      try (ZipFile jar = new ZipFile(folder.resolve(name).toFile())) {
        return jar.stream().anyMatch(entry -> entry.getName().endsWith(".class"));
      } catch (ZipException notZip) {
        return true;
      }
    }

    private void checkJar(String classifier, Rule rule, Predicate<String> wanted)
        throws IOException {
      String name = coordinates.fileName() + classifier + ".jar";
      if (!names.contains(name)) {
        demand(false, rule, name, "missing");
        return;
      }
      try (ZipFile jar = new ZipFile(folder.resolve(name).toFile())) {
        demand(
            jar.stream().anyMatch(entry -> wanted.test(entry.getName())),
            rule,
            name,
            "it does not hold what it is for");
      } catch (ZipException notZip) {
        demand(false, rule, name, "no jar: " + notZip.getMessage());
      }
    }

    private void checkSbom(String name) throws IOException {
      if (!names.contains(name)) {
        demand(false, Rule.SBOM, name, "missing");
        return;
      }
      JsonNode sbom = new ObjectMapper().readTree(folder.resolve(name).toFile());
      JsonNode component = sbom.at("/metadata/component");
      demand(
          sbom.path("bomFormat").asText().equals("CycloneDX")
              && coordinates.equals(
                  new Coordinates(
                      component.path("group").asText(),
                      component.path("name").asText(),
                      component.path("version").asText())),
          Rule.SBOM,
          name,
          "it is of another component");
    }
  }
}
