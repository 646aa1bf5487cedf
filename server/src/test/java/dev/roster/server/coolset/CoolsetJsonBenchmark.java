package dev.roster.server.coolset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.server.caller.AuthGroup;
import dev.roster.server.directory.Company;
import dev.roster.server.directory.CompanySummary;
import dev.roster.server.directory.CompanyType;
import dev.roster.server.directory.Membership;
import dev.roster.server.directory.Page;
import dev.roster.server.directory.Person;
import dev.roster.server.directory.PersonWithMembership;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Making the JSON of a response from what the database gave. */
@State(Scope.Thread)
public class CoolsetJsonBenchmark {
  private static final Instant TIME = Instant.parse("2026-11-21T09:30:00.123456Z");

  private final ObjectMapper mapper = CoolsetJson.mapper();
  private final OffsetDateTime time = OffsetDateTime.parse("2026-11-21T09:30:00.123456Z");
  private final Page<CompanySummary> companies =
      new Page<>(
          25,
          IntStream.range(0, 25)
              .mapToObj(id ->
                  new CompanySummary(
                      id,
                      "Green Grocers %d B.V.".formatted(id),
                      CompanyType.values()[0],
                      "NL",
                      false,
                      null,
                      100,
                      TIME.plusSeconds(id),
                      TIME.plusSeconds(2L * id)))
              .toList());
  private final PersonWithMembership member = member();

  private static PersonWithMembership member() {
    Company company =
        new Company(
            1,
            "Green Grocers B.V.",
            CompanyType.values()[0],
            "NL",
            false,
            "12.50",
            20L,
            2L,
            1000L,
            null,
            null,
            null,
            null,
            null,
            null,
            "EUR",
            "nl",
            null,
            "{\"sector\": \"retail\"}",
            null,
            List.of("beta"));
    AuthGroup owners =
        new AuthGroup(1, "OWNER", List.of("view_company", "change_company", "invite_user"));
    Person person =
        new Person(
            1,
            "ada@green.example",
            "Ada",
            "Lovelace",
            "Analyst",
            null,
            1L,
            false,
            false,
            null,
            null);
    return new PersonWithMembership(
        person, Optional.of(new Membership(1, 1, company, owners, null, "{\"theme\": \"dark\"}")));
  }

  @Benchmark
  public byte[] timestamp() throws JsonProcessingException {
    return mapper.writeValueAsBytes(time);
  }

  @Benchmark
  public byte[] pageOf25Companies() throws JsonProcessingException {
    return mapper.writeValueAsBytes(CompanyMapper.page(companies, null, null));
  }

  @Benchmark
  public byte[] user() throws JsonProcessingException {
    return mapper.writeValueAsBytes(new UserMapper().user(member));
  }
}
