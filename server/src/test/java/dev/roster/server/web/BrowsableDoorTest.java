package dev.roster.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.server.http.Door;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A door with pages is the door of its contract in all else. */
class BrowsableDoorTest {
  static Method[] methods() {
    return Arrays.stream(Door.class.getMethods())
        .filter(method -> !Modifier.isStatic(method.getModifiers()))
        .toArray(Method[]::new);
  }

  @ParameterizedTest
  @MethodSource("methods")
  void everyMethodIsPassedOn(Method method) throws NoSuchMethodException {
    Class<?> declared =
        BrowsableDoor.class
            .getMethod(method.getName(), method.getParameterTypes())
            .getDeclaringClass();

    assertThat(declared).isEqualTo(BrowsableDoor.class);
  }

  @Test
  void aDoorHasMethods() {
    assertThat(methods()).hasSizeGreaterThan(10);
  }
}
