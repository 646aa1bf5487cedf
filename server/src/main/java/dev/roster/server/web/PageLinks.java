package dev.roster.server.web;

import dev.roster.server.mail.Language;
import java.util.ArrayList;
import java.util.List;

/** The links of a page to the other pages of this server, as HTML. */
final class PageLinks {
  private final ServedPages served;

  PageLinks(ServedPages served) {
    this.served = served;
  }

  /** The links of a page at any address. */
  String ofAll(Language language) {
    return html(language, "/", served.docs());
  }

  /** Those of the page of the documents, which also work behind a proxy that adds to its path. */
  String besideDocs(Language language) {
    return html(language, "", false);
  }

  private String html(Language language, String root, boolean docs) {
    List<String> links = new ArrayList<>();
    links.add(link(root.isEmpty() ? "." : root, front(language)));
    if (served.console()) {
      links.add(link(root + "console", "Console"));
    }
    if (docs) {
      links.add(link(root + "docs", documents(language)));
    }
    if (served.showMailbox()) {
      links.add(link(root + "dev/mailbox", mailbox(language)));
    }
    return String.join(" · ", links);
  }

  private static String link(String address, String text) {
    return "<a href=\"" + address + "\">" + text + "</a>";
  }

  private static String front(Language language) {
    return switch (language) {
      case ENGLISH -> "To the front page";
      case DUTCH -> "Naar de voorpagina";
    };
  }

  private static String documents(Language language) {
    return switch (language) {
      case ENGLISH -> "Documents of the APIs";
      case DUTCH -> "Documenten van de API’s";
    };
  }

  private static String mailbox(Language language) {
    return switch (language) {
      case ENGLISH -> "Mailbox";
      case DUTCH -> "Postbak";
    };
  }
}
