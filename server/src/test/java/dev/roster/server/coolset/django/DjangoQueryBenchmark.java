package dev.roster.server.coolset.django;

import dev.roster.server.directory.CompanyQuery;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Reading the query of a list of companies. */
@State(Scope.Thread)
public class DjangoQueryBenchmark {
  private final String query = "name__icontains=green&ordering=-created_at&limit=25";

  @Benchmark
  public CompanyQuery companies() {
    return new DjangoQuery(query).companies();
  }
}
