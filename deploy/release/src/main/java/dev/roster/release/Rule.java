package dev.roster.release;

/** The rules of a bundle: those of Maven Central first, then those of Roster. */
enum Rule {
  LAYOUT("files are in group/artifact/version and begin with artifact-version"),
  KNOWN_FILES("there is nothing but artifacts, their checksums and their signatures"),
  RELEASE_VERSION("the version is no snapshot"),
  COORDINATES("the POM has the coordinates of its folder"),
  NAME("the POM has a name"),
  DESCRIPTION("the POM has a description"),
  URL("the POM has the URL of the project"),
  LICENCE("the POM has a licence with name and URL"),
  DEVELOPER("the POM has a developer with a name"),
  SCM("the POM has scm with connection, developerConnection and url"),
  MAIN_JAR("packaging jar has a jar"),
  SOURCES("a jar has a jar of its sources"),
  JAVADOC("a jar has a jar of its Javadoc"),
  CHECKSUM("each artifact has checksums, and they are right"),
  SIGNATURE("each artifact has a good signature"),
  SIZE("the bundle is smaller than a gigabyte"),
  ADDRESS("the address of the project is one that exists"),
  SELF_CONTAINED("the POM needs no parent, repository or property"),
  DEPENDENCY("each dependency has a version that is released, and is in the bundle if it is ours"),
  SBOM("a jar has a CycloneDX SBOM of itself"),
  BOM("the BOM lists all other artifacts, and all have one version");

  private final String sentence;

  Rule(String sentence) {
    this.sentence = sentence;
  }

  String sentence() {
    return sentence;
  }
}
