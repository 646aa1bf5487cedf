package dev.roster.server.http;

import org.jspecify.annotations.Nullable;

/**
 * Memory for responses whose length has no bound, shared by all that are being built. Half of it is
 * for any response; the other half for the first that finds no room there, so that of many long
 * responses one is always finished. A response that waits for its reader counts for {@link
 * BufferedResponseHandler} instead. Safe for use by many threads.
 */
public final class ResponseBudget {
  private static final long MEGABYTE = 1024 * 1024;

  private final long most;

  /** Guarded by this, like the first one. */
  private long taken;

  private @Nullable Share first;

  /**
   * @param most bytes
   */
  public ResponseBudget(long most) {
    this.most = most;
  }

  /**
   * A quarter of the heap. One that waits for its reader may need as much once more ({@link
   * BufferedResponseHandler} drops the others), which leaves half for all else.
   */
  public static ResponseBudget ofHeap() {
    return new ResponseBudget(Runtime.getRuntime().maxMemory() / 4);
  }

  /** The share of the response that this thread builds; it is given back when that is built. */
  public Share share() {
    Share share = new Share();
    Exchange exchange = Exchange.current();
    exchange.whenHandled(share::giveBack);
    exchange.respondInPieces();
    return share;
  }

  /** Takes all or nothing in one step: what is refused takes no room from others meanwhile. */
  private synchronized boolean takes(Share share, long bytes) {
    long together = taken + bytes;
    if (together > most / 2) {
      if (together > most || first != null && first != share) {
        return false;
      }
      first = share;
    }
    taken = together;
    return true;
  }

  private synchronized void endOf(Share share) {
    taken -= share.mine;
    if (first == share) {
      first = null;
    }
  }

  /** The memory of one response. Not safe for use by several threads. */
  public final class Share {
    private long mine;

    Share() {}

    /**
     * Takes memory before it is needed.
     *
     * @throws ExhaustedException if there is not so much left; the caller is told to come back
     */
    public void take(long bytes) {
      if (!takes(this, bytes)) {
        throw new ExhaustedException(
            "responses without a bound need more than their "
                + most / MEGABYTE
                + " MB; a larger heap (-Xmx) gives more");
      }
      mine += bytes;
    }

    void giveBack() {
      endOf(this);
      mine = 0;
    }
  }

  /** There is no memory left for a response now. */
  static final class ExhaustedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ExhaustedException(String reason) {
      super(reason);
    }
  }
}
