/**
 * The Java client of both contracts: {@link dev.roster.client.CoolsetClient} and {@link
 * dev.roster.client.CompleatClient}.
 */
@NullMarked
package dev.roster.client;

import org.jspecify.annotations.NullMarked;
