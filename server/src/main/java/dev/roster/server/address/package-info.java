/**
 * E-mail addresses, domain names, hosts and hidden characters: one reader of each for the whole
 * server.
 */
@NullMarked
package dev.roster.server.address;

import org.jspecify.annotations.NullMarked;
