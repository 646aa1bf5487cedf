package dev.roster.server.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NamedQueriesTest {
  private final List<Integer> assembled = new ArrayList<>();
  private final NamedQueries<Integer> queries =
      new NamedQueries<>(n -> {
        assembled.add(n);
        return "SELECT :a + " + n;
      });

  @Test
  void assemblesAndReadsEachQueryOnce() {
    NamedQuery first = queries.of(1);

    assertThat(first).isEqualTo(new NamedQuery("SELECT ? + 1", List.of("a")));
    assertThat(queries.of(2).sql()).isEqualTo("SELECT ? + 2");
    assertThat(queries.of(1)).isSameAs(first);
    assertThat(assembled).containsExactly(1, 2);
  }

  @Test
  void keepsNoMoreThan500() {
    for (int n = 1; n <= 500; n++) {
      queries.of(n);
    }
    queries.of(1);
    assertThat(assembled).hasSize(500);

    queries.of(501);
    queries.of(1);
    assertThat(assembled.subList(500, assembled.size())).containsExactly(501, 1);
  }
}
