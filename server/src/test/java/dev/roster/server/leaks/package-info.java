/** Whether any secret of the tests gets out, found out when all tests are over. */
package dev.roster.server.leaks;
