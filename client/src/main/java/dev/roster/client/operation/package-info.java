/** Requests as the documents describe them; not exported, and may change with the documents. */
@NullMarked
package dev.roster.client.operation;

import org.jspecify.annotations.NullMarked;
