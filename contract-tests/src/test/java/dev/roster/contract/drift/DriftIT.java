package dev.roster.contract.drift;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.contract.alignment.Leg;
import dev.roster.contract.document.ApiDocument;
import dev.roster.contract.drift.Expectations.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Every single change turns the leg red that should see it; run by {@code mvn -Pdrift verify}.
 * {@code -Ddrift.only=server-leak-.*} makes a part of the changes only. {@code -Ddrift.update=true}
 * keeps what was found in the repository.
 */
class DriftIT {
  private static final int FEWEST = 150;

  private final Optional<String> only = Optional.ofNullable(System.getProperty("drift.only"));
  private final Predicate<String> wanted = Pattern.compile(only.orElse(".*")).asMatchPredicate();

  @Test
  void everyChangeTurnsTheLegRedThatShouldSeeIt() throws Exception {
    Instant begin = Instant.now();
    Expectations expectations = Expectations.read();
    List<Verdict> verdicts = verdicts(expectations);
    if (only.isEmpty()) {
      long seconds = Duration.between(begin, Instant.now()).toSeconds();
      DriftReport.write(verdicts, expectations, seconds);
      System.out.printf("%d changes in %d s%n", verdicts.size(), seconds);
      assertThat(verdicts).hasSizeGreaterThan(FEWEST);
      expectations.rules().forEach(rule -> assertHolds(rule, verdicts));
    } else if (DriftReport.isWanted()) {
      DriftReport.writePart(verdicts, expectations);
    }

    assertThat(verdicts).isNotEmpty();
    assertThat(verdicts).extracting(Verdict::id).doesNotHaveDuplicates();
    assertThat(verdicts).as("changes that could not be judged").noneMatch(Verdict::broken);
    assertThat(verdicts.stream().filter(Verdict::killed))
        .as("each was seen by the leg that should see it")
        .allSatisfy(killed -> assertThat(killed.seen()).isEqualTo(killed.expected()));
    assertThat(verdicts.stream().filter(verdict -> !verdict.killed()))
        .as("each that nobody saw has a reason in drift/expectations.yaml")
        .allSatisfy(alive -> assertThat(expectations.reason(alive.id())).isPresent());
  }

  private List<Verdict> verdicts(Expectations expectations) throws Exception {
    List<Verdict> verdicts = new ArrayList<>();
    try (SourceDrift sources = new SourceDrift()) {
      verdicts.addAll(ofSources(sources));
      for (String document : ApiDocument.NAMES) {
        verdicts.addAll(ofDocument(document, expectations, sources));
      }
    }
    return verdicts;
  }

  private List<Verdict> ofSources(SourceDrift drift) throws Exception {
    List<SourceChange> client = SourceChange.ofClient().stream().filter(this::wanted).toList();
    List<SourceChange> server = SourceChange.ofServer().stream().filter(this::wanted).toList();
    Progress progress = new Progress(client.size() + server.size());
    List<Verdict> verdicts = new ArrayList<>();
    verdicts.addAll(drift.verdicts(Verdict.Part.CLIENT, client, progress));
    verdicts.addAll(drift.verdicts(Verdict.Part.SERVER, server, progress));
    return verdicts;
  }

  private boolean wanted(SourceChange change) {
    return wanted.test(change.id());
  }

  private List<Verdict> ofDocument(String name, Expectations expectations, SourceDrift sources)
      throws Exception {
    DocumentLegs legs = DocumentLegs.about(name);
    List<DocumentChange> documents =
        DocumentChange.of(legs.document()).stream()
            .filter(change -> wanted.test(change.id()))
            .toList();
    Map<Leg, List<PactChange>> pacts =
        legs.interactions().stream()
            .flatMap(each -> PactChange.of(each.file(), each.json()).stream())
            .filter(change -> wanted.test(change.id()))
            .collect(groupingBy(change -> expectations.leg(change.id(), Leg.PACT_DOCUMENT)));
    List<PactChange> inDocument = pacts.getOrDefault(Leg.PACT_DOCUMENT, List.of());
    List<PactChange> inServer = pacts.getOrDefault(Leg.SERVER_PACT, List.of());
    Progress progress = new Progress(documents.size() + inDocument.size() + inServer.size());
    DocumentDrift drift = new DocumentDrift(legs, expectations, progress);
    List<Verdict> verdicts = new ArrayList<>(drift.ofDocument(documents));
    verdicts.addAll(drift.ofPacts(inDocument));
    verdicts.addAll(sources.ofPacts(name, inServer, progress));
    return verdicts;
  }

  private static void assertHolds(Rule rule, List<Verdict> verdicts) {
    List<Verdict> about = verdicts.stream().filter(each -> rule.isAbout(each.id())).toList();
    assertThat(about).as("the rule for %s is about something", rule.ids()).isNotEmpty();
    if (rule.leg() == null) {
      assertThat(about)
          .as("%s: a reason without a survivor", rule.ids())
          .noneMatch(Verdict::killed);
    }
  }
}
