package dev.roster.client;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalInt;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Iterates over the entries of a list, requesting a page only when its first entry is needed. */
final class PageIterator<T> implements Iterator<T> {
  /** The entries at some offset, and the offset of those after them. */
  record Step<T>(List<T> items, OptionalInt next) {}

  private final IntFunction<Step<T>> fetch;
  private @Nullable Step<T> step;
  private int position;

  private PageIterator(IntFunction<Step<T>> fetch) {
    this.fetch = fetch;
  }

  static <T> Stream<T> of(IntFunction<Step<T>> fetch) {
    return StreamSupport.stream(
        () -> Spliterators.spliteratorUnknownSize(new PageIterator<>(fetch), Spliterator.ORDERED),
        Spliterator.ORDERED,
        false);
  }

  @Override
  public boolean hasNext() {
    if (step == null) {
      step = fetch.apply(0);
    } else if (position == step.items().size() && step.next().isPresent()) {
      step = following(step);
      position = 0;
    }
    return position < step.items().size();
  }

  @Override
  public T next() {
    if (!hasNext() || step == null) {
      throw new NoSuchElementException();
    }
    return step.items().get(position++);
  }

  /**
   * Skips a page that equals the one before: as many entries came in front as a page has. A second
   * one ends the iteration, and so does an empty page: a server that does not know the offset would
   * send it for ever.
   */
  private Step<T> following(Step<T> last) {
    Step<T> next = fetch.apply(last.next().orElseThrow());
    if (next.items().equals(last.items()) && next.next().isPresent()) {
      next = fetch.apply(next.next().getAsInt());
    }
    return next.items().isEmpty() || next.items().equals(last.items())
        ? new Step<>(List.of(), OptionalInt.empty())
        : next;
  }
}
