package dev.roster.client;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Walks the pages of a list, asking for a page only when its first entry is wanted. */
final class Walk<T> implements Iterator<T> {
  /** The entries at some offset, and the offset of those after them. */
  record Step<T>(List<T> items, OptionalInt next) {}

  private final IntFunction<Step<T>> fetch;
  private @Nullable Step<T> step;
  private int position;

  private Walk(IntFunction<Step<T>> fetch) {
    this.fetch = fetch;
  }

  static <T> Stream<T> of(IntFunction<Step<T>> fetch) {
    return StreamSupport.stream(
        () -> Spliterators.spliteratorUnknownSize(new Walk<>(fetch), Spliterator.ORDERED),
        Spliterator.ORDERED,
        false);
  }

  /** Where a list continues that is paged by limit and offset alone. */
  static <T> Step<T> step(Page<T> page, int limit, int offset) {
    int end = offset + page.items().size();
    OptionalLong total = page.total();
    boolean more = total.isPresent() ? end < total.getAsLong() : page.items().size() == limit;
    return new Step<>(page.items(), more ? OptionalInt.of(end) : OptionalInt.empty());
  }

  @Override
  public boolean hasNext() {
    if (step == null) {
      step = fetch.apply(0);
    } else if (position == step.items().size() && step.next().isPresent()) {
      step = following(step, fetch.apply(step.next().getAsInt()));
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
   * An empty page ends the walk, and so does a repeated one: a server that does not know the offset
   * would send it for ever.
   */
  private static <T> Step<T> following(Step<T> step, Step<T> next) {
    return next.items().isEmpty() || next.items().equals(step.items())
        ? new Step<>(List.of(), OptionalInt.empty())
        : next;
  }
}
