package dev.roster.server.coolset;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.roster.coolset.model.AuthGroup;
import dev.roster.coolset.model.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RepeatedSerializerTest {
  private static AuthGroup group(long id, String name) {
    return AuthGroup.builder()
        .id(id)
        .name(name)
        .permissions(List.of(new Permission("view_user"), new Permission("invite_user")))
        .build();
  }

  private static String json(Object value) throws JsonProcessingException {
    return CoolsetJson.mapper().writeValueAsString(value);
  }

  @Test
  void anObjectThatComesAgainIsTheSameText() throws JsonProcessingException {
    AuthGroup one = group(1, "Ö \"x\" \uD83D\uDE00\n");
    AuthGroup two = group(2, "VIEWER");
    List<AuthGroup> groups = Stream.of(one, two, one, one, two, two, one).toList();
    List<AuthGroup> others = new ArrayList<>();
    groups.forEach(each -> others.add(group(each.id(), each.name())));

    assertThat(json(groups)).isEqualTo(json(others));
    assertThat(CoolsetJson.mapper().writeValueAsBytes(groups))
        .isEqualTo(CoolsetJson.mapper().writeValueAsBytes(others));
  }
}
