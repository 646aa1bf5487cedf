package dev.roster.server.web;

import dev.roster.server.http.Exchange;
import java.util.Arrays;
import java.util.List;

/**
 * The pages that not every server has.
 *
 * @param mailbox the pages of the mailbox, for this machine only
 * @param docs the pages of the documents
 * @param console the console and the API behind it
 */
public record ServedPages(boolean mailbox, boolean docs, boolean console) {
  /** Reports whether the sender of the current request can open the mailbox. */
  boolean showMailbox() {
    return mailbox && Exchange.isCurrent() && Exchange.current().isOfThisMachine();
  }

  /** The documents of the contracts that are served. */
  List<DocsPage.Document> documents() {
    return Arrays.stream(DocsPage.Document.values())
        .filter(document -> console || document != DocsPage.Document.OWN_CONSOLE)
        .toList();
  }
}
