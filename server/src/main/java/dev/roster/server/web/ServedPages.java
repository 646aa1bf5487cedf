package dev.roster.server.web;

import dev.roster.server.http.Exchange;

/**
 * The pages that not every server has.
 *
 * @param mailbox the pages of the mailbox, for this machine only
 * @param docs the pages of the documents
 */
public record ServedPages(boolean mailbox, boolean docs) {
  /** Reports whether the sender of the current request can open the mailbox. */
  boolean showMailbox() {
    return mailbox && Exchange.isCurrent() && Exchange.current().isOfThisMachine();
  }
}
