package dev.roster.server.cli;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Asks the system about standard output: whether anybody can still read it, which Java learns only
 * from what it writes, and how wide a terminal it is.
 */
final class StandardOutput {
  private static final int DESCRIPTOR = 1;
  private static final short POLLOUT = 0x04;
  private static final int POLLERR = 0x08;
  private static final int POLLHUP = 0x10;

  /** {@code struct pollfd}: the descriptor, the requested events, the returned events. */
  private static final int SIZE = 8;

  private static final int QUESTION = 4;
  private static final int ANSWER = 6;
  private static final Optional<MethodHandle> POLL = poll();

  /** {@code struct winsize}: four unsigned shorts, the columns second. */
  private static final int WINDOW_SIZE = 8;

  private static final int COLUMNS = 2;

  /** {@code TIOCGWINSZ} of Linux and of the systems that are BSD. */
  private static final List<Long> WINDOW_REQUESTS = List.of(0x5413L, 0x40087468L);

  private StandardOutput() {}

  /** True unless its reader is gone for certain. */
  static boolean isOpen() {
    return POLL.map(poll -> (events(poll) & (POLLERR | POLLHUP)) == 0).orElse(true);
  }

  /** True unless a line would wait for its reader for certain. */
  static boolean isReady() {
    return POLL.map(poll -> (events(poll) & POLLOUT) != 0).orElse(true);
  }

  /** Reports whether standard output is a terminal. */
  static boolean isTerminal() {
    return function("isatty", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT))
        .map(isatty -> ofSystem(_ -> (int) isatty.invokeExact(DESCRIPTOR) == 1))
        .orElse(false);
  }

  /** The columns of the terminal; empty if it is none, or does not know them. */
  static OptionalInt columns() {
    Optional<MethodHandle> ioctl = ioctl();
    if (ioctl.isEmpty()) {
      return OptionalInt.empty();
    }
    return ofSystem(arena -> {
      MemorySegment window = arena.allocate(WINDOW_SIZE, Short.BYTES);
      for (long request : WINDOW_REQUESTS) {
        int columns = 0;
        if ((int) ioctl.get().invokeExact(DESCRIPTOR, request, window) == 0) {
          columns = Short.toUnsignedInt(window.get(ValueLayout.JAVA_SHORT, COLUMNS));
        }
        if (columns > 0) {
          return OptionalInt.of(columns);
        }
      }
      return OptionalInt.empty();
    });
  }

  private static int events(MethodHandle poll) {
    return ofSystem(arena -> {
      MemorySegment question = arena.allocate(SIZE, Integer.BYTES);
      question.set(ValueLayout.JAVA_INT, 0, DESCRIPTOR);
      question.set(ValueLayout.JAVA_SHORT, QUESTION, POLLOUT);
      int answers = (int) poll.invokeExact(question, 1L, 0);
      return answers < 0 ? POLLOUT : (int) question.get(ValueLayout.JAVA_SHORT, ANSWER);
    });
  }

  /** A question to the system in memory of its own; no function of C throws. */
  @FunctionalInterface
  private interface Question<T> {
    T ask(Arena arena) throws Throwable;
  }

  private static <T> T ofSystem(Question<T> question) {
    try (Arena arena = Arena.ofConfined()) {
      return question.ask(arena);
    } catch (RuntimeException | Error failure) {
      throw failure;
    } catch (Throwable undeclared) {
      throw new IllegalStateException(undeclared);
    }
  }

  private static Optional<MethodHandle> poll() {
    return function(
        "poll",
        FunctionDescriptor.of(
            ValueLayout.JAVA_INT,
            ValueLayout.ADDRESS,
            ValueLayout.JAVA_LONG,
            ValueLayout.JAVA_INT));
  }

  private static Optional<MethodHandle> ioctl() {
    return function(
        "ioctl",
        FunctionDescriptor.of(
            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS),
        Linker.Option.firstVariadicArg(2));
  }

  /** Empty where there is no such function, or nobody may call it. */
  @SuppressWarnings("restricted") // the manifest of the program allows it
  private static Optional<MethodHandle> function(
      String name, FunctionDescriptor signature, Linker.Option... options) {
    Linker linker = Linker.nativeLinker();
    try {
      return linker
          .defaultLookup()
          .find(name)
          .map(function -> linker.downcallHandle(function, signature, options));
    } catch (IllegalCallerException forbidden) {
      return Optional.empty();
    }
  }
}
