/** Access to objects through the two contracts: a matrix made from their documents, and attacks. */
package dev.roster.server.security;
