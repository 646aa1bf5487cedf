/**
 * Proves the provers: changes one thing at a time in documents, pacts, client and server, and
 * demands that the leg which should see it turns red.
 */
package dev.roster.contract.drift;
