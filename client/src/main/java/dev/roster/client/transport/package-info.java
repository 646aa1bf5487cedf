/**
 * The interface to HTTP libraries: {@link dev.roster.client.transport.Transport}, by default with
 * the JDK's HTTP client.
 *
 * {@snippet file="com/example/TransportExamples.java" region="memory"}
 */
@NullMarked
package dev.roster.client.transport;

import org.jspecify.annotations.NullMarked;
