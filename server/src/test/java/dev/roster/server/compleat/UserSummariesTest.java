package dev.roster.server.compleat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.roster.compleat.model.MetaData;
import dev.roster.compleat.model.UserList;
import dev.roster.compleat.model.UserSummary;
import dev.roster.server.directory.TenantUser;
import dev.roster.server.directory.UserStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserSummariesTest {
  private static final ObjectMapper JSON = CompleatJson.mapper();
  private static final MetaData META_DATA =
      new MetaData(1, Instant.parse("2031-03-01T12:00:00Z").atOffset(ZoneOffset.UTC));

  private static Stream<TenantUser> users(int count) {
    return IntStream.range(0, count)
        .mapToObj(i ->
            new TenantUser(
                new UUID(0, i),
                "Zoë \"" + i + "\" \ud83d\ude00",
                "Example",
                "person" + i + "@b\u00fccher.example",
                i % 2 == 0 ? null : "Buyer",
                UserStatus.ACTIVE,
                true));
  }

  private static UserSummaries written(Stream<TenantUser> users, LongConsumer memory) {
    return users.collect(UserSummaries.within(() -> memory, JSON));
  }

  private static String list(List<UserSummary> users) throws JsonProcessingException {
    return JSON.writeValueAsString(new UserList(users.size(), users, META_DATA));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 1_000})
  void theJsonIsThatOfTheUsers(int count) throws JsonProcessingException {
    UserSummaries users = written(users(count), _ -> {});

    byte[] whole = JSON.writeValueAsBytes(new UserList(users.size(), users, META_DATA));

    assertThat(new String(whole, StandardCharsets.UTF_8))
        .isEqualTo(list(users(count).map(TenantUserMapper::summary).toList()));
  }

  /** A heap of 128 MB lists so many users as the documentation says. */
  @Test
  void aUserTakesTheBytesOfItsJson() {
    AtomicLong memory = new AtomicLong();

    written(users(10_000), memory::addAndGet);

    assertThat(memory.get() / 10_000).isBetween(100L, 250L);
  }

  @Test
  void noUserIsWrittenWithoutMemory() {
    LongConsumer full =
        _ -> {
          throw new IllegalStateException("full");
        };

    assertThatThrownBy(() -> written(users(1_000), full)).hasRootCauseMessage("full");
  }

  @Test
  void usersAreNotReadAgain() {
    UserSummaries users = written(users(1), _ -> {});

    assertThatThrownBy(() -> users.get(0)).isInstanceOf(UnsupportedOperationException.class);
  }
}
