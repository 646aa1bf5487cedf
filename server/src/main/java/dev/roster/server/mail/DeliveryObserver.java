package dev.roster.server.mail;

/** Is told of each attempt to send a mail. */
public interface DeliveryObserver {
  /** Takes note of nothing. */
  DeliveryObserver NONE =
      new DeliveryObserver() {
        @Override
        public void sent() {}

        @Override
        public void failed(MailNotSentException.Kind kind, boolean givenUp) {}
      };

  /** Takes note of a mail that the mail server took. */
  void sent();

  /**
   * Takes note of one that was not sent, or perhaps.
   *
   * @param givenUp whether this was the last attempt
   */
  void failed(MailNotSentException.Kind kind, boolean givenUp);
}
