package dev.roster.server.http;

/** Is told of each request once its response is known, on the thread of the request. */
@FunctionalInterface
public interface RequestObserver {
  /** Takes note of the request, without waiting and without a failure. */
  void completed(CompletedRequest request);
}
