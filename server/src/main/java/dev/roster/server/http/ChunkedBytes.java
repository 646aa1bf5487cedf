package dev.roster.server.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongConsumer;

/**
 * Bytes in chunks, which neither grow by copying nor need one piece of memory for all. Not safe for
 * use by several threads.
 */
public final class ChunkedBytes extends OutputStream {
  private static final int FIRST = 1024;
  private static final int LARGEST = 16 * 1024;

  private final LongConsumer memory;
  private final Deque<byte[]> chunks = new ArrayDeque<>();
  private int inLast;
  private long size;

  /**
   * @param memory takes the bytes of a chunk before there is one
   */
  public ChunkedBytes(LongConsumer memory) {
    this.memory = memory;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    int done = 0;
    while (done < length) {
      byte[] last = lastWithRoom();
      int some = Math.min(length - done, last.length - inLast);
      System.arraycopy(bytes, offset + done, last, inLast, some);
      inLast += some;
      done += some;
    }
    size += length;
  }

  private byte[] lastWithRoom() {
    byte[] last = chunks.peekLast();
    if (last != null && inLast < last.length) {
      return last;
    }
    byte[] next = new byte[last == null ? FIRST : Math.min(LARGEST, 2 * last.length)];
    memory.accept(next.length);
    chunks.add(next);
    inLast = 0;
    return next;
  }

  /** The number of bytes. */
  public long size() {
    return size;
  }

  /** Writes all bytes and forgets each chunk once it is written. */
  public void moveTo(OutputStream out) throws IOException {
    while (!chunks.isEmpty()) {
      byte[] chunk = chunks.remove();
      out.write(chunk, 0, chunks.isEmpty() ? inLast : chunk.length);
    }
    size = 0;
  }
}
