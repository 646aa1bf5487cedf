package dev.roster.contract.fault;

/** A fault of the network, or of a machine between client and server, at one request. */
enum Fault {
  /** Nothing goes wrong. */
  NONE,
  /** The connection is closed when the request has come; the server never sees it. */
  DROPPED_BEFORE,
  /** The server does its work, and the connection is closed without a response. */
  DROPPED_AFTER,
  /** As {@link #DROPPED_AFTER}, by a reset. */
  RESET_AFTER,
  /** The connection is closed in the middle of the headers of the response. */
  CUT_IN_HEADERS,
  /** The connection is closed in the middle of the body of the response. */
  CUT_IN_BODY,
  /** The response comes a few bytes at a time. */
  SLOW,
  /** The response stops in its body, and the connection stays open. */
  STALLED,
  /** A gateway limits the rate. */
  LIMITED,
  /** A gateway has no server. */
  UNAVAILABLE,
  /** A gateway lost the response of the server, which has done its work. */
  GATEWAY_TIMEOUT,
  /** A gateway whose clock is wrong by years says when to come again. */
  CLOCK_JUMP,
  /** A gateway wants a login elsewhere. */
  REDIRECT,
  /** A gateway's page for people, with the status of a success. */
  PAGE,
  /** The JSON of another program, with the status of a success. */
  OTHER_JSON,
  /** A success without a body. */
  EMPTY,
  /** A success whose body is larger than the client allows. */
  HUGE,
  /** Bytes that are not HTTP. */
  GARBAGE
}
