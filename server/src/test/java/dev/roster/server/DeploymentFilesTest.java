package dev.roster.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.JSON;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;

/** The files below {@code deploy/} name what is there, and agree with each other. */
class DeploymentFilesTest {
  private static final Path DEPLOY = Path.of("..", "deploy");
  private static final Path KUBERNETES = DEPLOY.resolve("kubernetes");
  private static final String PORT = "8080";
  private static final String MANAGEMENT_PORT = "9000";

  /** OTLP by HTTP, the only protocol of the exporter. */
  private static final String COLLECTOR_PORT = "4318";

  static List<Path> manifests() throws IOException {
    try (Stream<Path> files = Files.list(KUBERNETES)) {
      return files.filter(file -> !file.endsWith("kustomization.yaml")).sorted().toList();
    }
  }

  private static JsonNode yaml(Path file) throws IOException {
    return yaml(Files.readString(file));
  }

  /** Duplicate keys are refused. */
  private static JsonNode yaml(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    return new ObjectMapper().valueToTree(new Yaml(options).<Object>load(text));
  }

  private static String text(JsonNode node, String pointer) {
    JsonNode found = node.at(JsonPointer.compile(pointer));
    assertThat(found.isMissingNode()).as(pointer).isFalse();
    return found.asText();
  }

  private static JsonNode deployment() throws IOException {
    return yaml(KUBERNETES.resolve("deployment.yaml"));
  }

  private static JsonNode configuration() throws IOException {
    return yaml(KUBERNETES.resolve("configmap.yaml")).get("data");
  }

  private static List<JsonNode> containers() throws IOException {
    List<JsonNode> found = new ArrayList<>();
    deployment().at("/spec/template/spec/containers").forEach(found::add);
    deployment().at("/spec/template/spec/initContainers").forEach(found::add);
    assertThat(found).hasSize(2);
    return found;
  }

  /** By the values of Kubernetes' own client, which are generated from the API of Kubernetes. */
  private static void checkByKubernetes(JsonNode manifest) throws Exception {
    Class<?> type =
        Class.forName("io.kubernetes.client.openapi.models.V1" + manifest.get("kind").asText());
    JsonElement json = JsonParser.parseString(manifest.toString());
    try {
      // no unknown property, and none missing
      type.getMethod("validateJsonElement", JsonElement.class).invoke(null, json);
    } catch (InvocationTargetException refused) {
      throw new IllegalArgumentException(refused.getCause());
    }
    // the types of the values
    JSON.getGson().fromJson(json, type);
  }

  @Test
  void thereAreManifests() throws IOException {
    Set<String> kinds =
        manifests().stream()
            .map(file -> {
              try {
                return yaml(file).get("kind").asText();
              } catch (IOException failure) {
                throw new AssertionError(failure);
              }
            })
            .collect(Collectors.toSet());

    assertThat(kinds)
        .containsExactlyInAnyOrder(
            "ConfigMap",
            "Deployment",
            "Namespace",
            "NetworkPolicy",
            "PodDisruptionBudget",
            "Secret",
            "Service");
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void everyManifestIsOneOfKubernetes(Path file) throws Exception {
    checkByKubernetes(yaml(file));
  }

  /** The check above finds mistakes. */
  @ParameterizedTest
  @CsvSource({
    "'terminationGracePeriodSeconds: ', 'terminationGraceSeconds: '",
    "'replicas: 3', 'replicas: three'",
    "'selector:', 'labels:'",
    "'containerPort: 8080', 'port: 8080'",
    "'httpGet:', 'http:'",
    "'drop: [ALL]', 'drop: ALL'"
  })
  void aMistakeInAManifestIsFound(String right, String wrong) throws Exception {
    String text = Files.readString(KUBERNETES.resolve("deployment.yaml"));
    assertThat(text).contains(right);

    assertThatThrownBy(() -> checkByKubernetes(yaml(text.replace(right, wrong))))
        .isInstanceOf(RuntimeException.class);
  }

  @Test
  void kustomizeGetsEveryManifestButTheExample() throws IOException {
    List<String> listed = new ArrayList<>();
    yaml(KUBERNETES.resolve("kustomization.yaml"))
        .get("resources")
        .forEach(each -> listed.add(each.asText()));

    assertThat(listed)
        .hasSize(6)
        .containsExactlyInAnyOrderElementsOf(
            manifests().stream()
                .map(file -> file.getFileName().toString())
                .filter(name -> !name.equals("secret.example.yaml"))
                .toList());
  }

  @Test
  void everySelectorSelectsThePods() throws IOException {
    JsonNode labels = deployment().at("/spec/template/metadata/labels");

    assertThat(labels).isNotEmpty();
    assertThat(
            List.of(
                deployment().at("/spec/selector/matchLabels"),
                deployment()
                    .at(
                        "/spec/template/spec/topologySpreadConstraints/0/labelSelector/matchLabels"),
                yaml(KUBERNETES.resolve("service.yaml")).at("/spec/selector"),
                yaml(KUBERNETES.resolve("poddisruptionbudget.yaml"))
                    .at("/spec/selector/matchLabels"),
                yaml(KUBERNETES.resolve("networkpolicy.yaml")).at("/spec/podSelector/matchLabels")))
        .containsOnly(labels);
  }

  @Test
  void everyFileMeansTheSamePorts() throws IOException {
    JsonNode server = deployment().at("/spec/template/spec/containers/0");
    JsonNode compose = yaml(DEPLOY.resolve("compose.yaml")).at("/services/roster");
    Properties unit = variablesOfTheUnit();
    String image = Files.readString(DEPLOY.resolve("image/pom.xml"));

    assertThat(text(server, "/ports/0/name")).isEqualTo("http");
    assertThat(text(server, "/ports/0/containerPort")).isEqualTo(PORT);
    assertThat(text(server, "/ports/1/name")).isEqualTo("management");
    assertThat(text(server, "/ports/1/containerPort")).isEqualTo(MANAGEMENT_PORT);
    for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
      assertThat(text(server, "/" + probe + "/httpGet/port")).isEqualTo("management");
    }
    assertThat(text(configuration(), "/ROSTER_MANAGEMENT_PORT")).isEqualTo(MANAGEMENT_PORT);
    assertThat(text(yaml(KUBERNETES.resolve("service.yaml")), "/spec/ports/0/targetPort"))
        .isEqualTo("http");
    JsonNode policy = yaml(KUBERNETES.resolve("networkpolicy.yaml"));
    assertThat(text(policy, "/spec/ingress/0/ports/0/port")).isEqualTo(PORT);
    assertThat(text(policy, "/spec/ingress/1/ports/0/port")).isEqualTo(MANAGEMENT_PORT);
    assertThat(text(policy, "/spec/egress/2/ports/0/port")).isEqualTo(COLLECTOR_PORT);
    assertThat(Files.readString(Path.of("..", "docs", "monitoring.md")))
        .contains("http://collector:" + COLLECTOR_PORT);
    assertThat(text(compose, "/ports/0")).endsWith(":" + PORT);
    assertThat(text(compose, "/ports/1")).endsWith(":" + MANAGEMENT_PORT);
    assertThat(text(compose, "/environment/ROSTER_MANAGEMENT_PORT")).isEqualTo(MANAGEMENT_PORT);
    assertThat(unit)
        .containsEntry("ROSTER_PORT", PORT)
        .containsEntry("ROSTER_MANAGEMENT_PORT", MANAGEMENT_PORT);
    assertThat(image)
        .contains("<port>" + PORT + "</port>")
        .contains("<port>" + MANAGEMENT_PORT + "</port>");
  }

  @Test
  void theHealthCheckOfComposeRunsAProgramOfTheImage() throws Exception {
    List<String> command = new ArrayList<>();
    yaml(DEPLOY.resolve("compose.yaml"))
        .at("/services/roster/healthcheck/test")
        .forEach(each -> command.add(each.asText()));
    String image = Files.readString(DEPLOY.resolve("image/pom.xml"));

    assertThat(command).hasSizeGreaterThan(5).startsWith("CMD", "/opt/java/bin/java");
    assertThat(image)
        .contains(
            "<arg>" + command.get(1) + "</arg>",
            "<arg>" + command.get(command.indexOf("-cp") + 1) + "</arg>");
    Class<?> program = Class.forName(command.get(command.size() - 2));
    assertThat(program.getMethod("main", String[].class)).isNotNull();
    assertThat(command.getLast()).isEqualTo("http://127.0.0.1:" + MANAGEMENT_PORT + "/readyz");
  }

  private static Properties variablesOfTheUnit() throws IOException {
    Properties variables = new Properties();
    try (var file = Files.newBufferedReader(DEPLOY.resolve("systemd/roster.env"))) {
      variables.load(file);
    }
    return variables;
  }

  /** Else the server is killed while it drains. */
  @Test
  void theServerMayEndByItself() throws IOException {
    JsonNode compose = yaml(DEPLOY.resolve("compose.yaml")).at("/services/roster");
    Properties unit = variablesOfTheUnit();
    String timeout =
        Files.readString(DEPLOY.resolve("systemd/roster.service"))
            .lines()
            .filter(line -> line.startsWith("TimeoutStopSec="))
            .findFirst()
            .orElseThrow()
            .replace("TimeoutStopSec=", "");

    assertThat(
            Integer.parseInt(
                text(deployment(), "/spec/template/spec/terminationGracePeriodSeconds")))
        .isGreaterThan(
            seconds(text(configuration(), "/ROSTER_SHUTDOWN_DELAY"))
                + seconds(text(configuration(), "/ROSTER_SHUTDOWN_GRACE")));
    assertThat(seconds(text(compose, "/stop_grace_period")))
        .isGreaterThan(
            seconds(text(compose, "/environment/ROSTER_SHUTDOWN_DELAY"))
                + seconds(text(compose, "/environment/ROSTER_SHUTDOWN_GRACE")));
    assertThat(Integer.parseInt(timeout))
        .isGreaterThan(
            seconds(unit.getProperty("ROSTER_SHUTDOWN_DELAY"))
                + seconds(unit.getProperty("ROSTER_SHUTDOWN_GRACE")));
  }

  private static int seconds(String time) {
    return Math.toIntExact(Duration.parse("PT" + time).toSeconds());
  }

  @Test
  void everyContainerIsRestricted() throws IOException {
    for (JsonNode container : containers()) {
      assertThat(text(container, "/securityContext/readOnlyRootFilesystem")).isEqualTo("true");
      assertThat(text(container, "/securityContext/allowPrivilegeEscalation")).isEqualTo("false");
      assertThat(text(container, "/securityContext/capabilities/drop/0")).isEqualTo("ALL");
      assertThat(text(container, "/resources/limits/memory")).isEqualTo("256Mi");
    }
    JsonNode pod = deployment().at("/spec/template/spec");
    assertThat(text(pod, "/securityContext/runAsNonRoot")).isEqualTo("true");
    assertThat(text(pod, "/securityContext/runAsUser")).isEqualTo("10001");
    assertThat(Files.readString(DEPLOY.resolve("image/pom.xml"))).contains("<user>10001:10001<");
    assertThat(text(pod, "/enableServiceLinks")).isEqualTo("false");

    JsonNode compose = yaml(DEPLOY.resolve("compose.yaml")).at("/services/roster");
    assertThat(text(compose, "/read_only")).isEqualTo("true");
    assertThat(text(compose, "/cap_drop/0")).isEqualTo("ALL");
    assertThat(text(compose, "/security_opt/0")).isEqualTo("no-new-privileges:true");
    assertThat(text(compose, "/mem_limit")).isEqualTo("256m");
  }

  @Test
  void everySubcommandIsOneOfTheCommand() throws IOException {
    List<String> named = new ArrayList<>(List.of("serve"));
    containers().forEach(each -> named.add(text(each, "/args/0")));

    assertThat(named).contains("migrate");
    assertThat(Files.readString(DEPLOY.resolve("systemd/roster.service")))
        .contains("ExecStart=/opt/roster/roster serve\n");
    assertThat(Main.commandLine().getSubcommands()).containsKeys(named.toArray(String[]::new));
  }

  @Test
  void everyModuleOfTheImageIsOneOfJava() throws IOException {
    Set<String> wanted =
        Files.readAllLines(DEPLOY.resolve("image/modules.txt")).stream()
            .filter(line -> !line.startsWith("#"))
            .collect(Collectors.toSet());
    Set<String> there =
        ModuleFinder.ofSystem().findAll().stream()
            .map(module -> module.descriptor().name())
            .collect(Collectors.toSet());

    assertThat(wanted).hasSizeGreaterThan(10);
    assertThat(there).containsAll(wanted);
  }
}
