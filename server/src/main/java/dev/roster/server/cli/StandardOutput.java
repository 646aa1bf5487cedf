package dev.roster.server.cli;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * Asks the system whether anybody can still read standard output, and does. Java learns that only
 * from what it writes, which may be nothing for days.
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

  private StandardOutput() {}

  /** True unless its reader is gone for certain. */
  static boolean isOpen() {
    return POLL.map(poll -> (events(poll) & (POLLERR | POLLHUP)) == 0).orElse(true);
  }

  /** True unless a line would wait for its reader for certain. */
  static boolean isReady() {
    return POLL.map(poll -> (events(poll) & POLLOUT) != 0).orElse(true);
  }

  private static int events(MethodHandle poll) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment question = arena.allocate(SIZE, Integer.BYTES);
      question.set(ValueLayout.JAVA_INT, 0, DESCRIPTOR);
      question.set(ValueLayout.JAVA_SHORT, QUESTION, POLLOUT);
      int answers = (int) poll.invokeExact(question, 1L, 0);
      return answers < 0 ? POLLOUT : question.get(ValueLayout.JAVA_SHORT, ANSWER);
    } catch (RuntimeException | Error failure) {
      throw failure;
    } catch (Throwable undeclared) {
      throw new IllegalStateException(undeclared);
    }
  }

  /** Empty where there is no such function, or nobody may call it. */
  @SuppressWarnings("restricted") // the manifest of the program allows it
  private static Optional<MethodHandle> poll() {
    Linker linker = Linker.nativeLinker();
    FunctionDescriptor signature =
        FunctionDescriptor.of(
            ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT);
    try {
      return linker
          .defaultLookup()
          .find("poll")
          .map(function -> linker.downcallHandle(function, signature));
    } catch (IllegalCallerException forbidden) {
      return Optional.empty();
    }
  }
}
