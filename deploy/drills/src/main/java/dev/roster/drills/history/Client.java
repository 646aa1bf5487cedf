package dev.roster.drills.history;

import dev.roster.drills.cluster.Await;
import dev.roster.drills.history.MailSink.Mail;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Phaser;
import java.util.function.IntFunction;

/**
 * One client of a run. All clients begin each slot together. In each, half of them do the same
 * thing to the same object at both replicas: to which one depends on the seed and the number of the
 * slot alone. The others read.
 */
final class Client implements Runnable {

  /** The collisions; those that come several times find more. */
  private enum Collision {
    ACCEPT,
    ACCEPT_SHARED,
    ACCEPT_AGAIN,
    ACCEPT_MAILED,
    INVITE_ADDRESS,
    INVITE_KEY,
    INVITE_KEY_AGAIN,
    INVITE_MEMBER,
    FILL_QUOTA,
    FILL_TARGET,
    SWITCH,
    SWITCH_KEY,
    USE_TOKEN
  }

  /** The collisions of a round, one in each slot. */
  private static final List<Collision> PLAN =
      List.of(
          Collision.ACCEPT,
          Collision.INVITE_KEY,
          Collision.SWITCH_KEY,
          Collision.FILL_QUOTA,
          Collision.USE_TOKEN,
          Collision.ACCEPT_SHARED,
          Collision.FILL_TARGET,
          Collision.SWITCH,
          Collision.INVITE_ADDRESS,
          Collision.ACCEPT,
          Collision.INVITE_KEY_AGAIN,
          Collision.SWITCH_KEY,
          Collision.ACCEPT_MAILED,
          Collision.FILL_QUOTA,
          Collision.USE_TOKEN,
          Collision.INVITE_MEMBER,
          Collision.ACCEPT_AGAIN);

  /** The number of slots of a round. */
  static final int ROUND = PLAN.size();

  private static final int AFTER_PLAN = 3 * ROUND;
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final int number;
  private final Api api;
  private final Directory directory;
  private final MailSink mail;
  private final Random random;
  private final Phaser slots;
  private final Queue<Call> invitations;

  /**
   * @param slots at which all clients meet, until it is terminated
   * @param invitations of all clients, to which this one adds
   */
  Client(
      int number,
      Api api,
      Directory directory,
      MailSink mail,
      Phaser slots,
      Queue<Call> invitations) {
    this.number = number;
    this.api = api;
    this.directory = directory;
    this.mail = mail;
    this.slots = slots;
    this.invitations = invitations;
    this.random = new Random(directory.scenario().seed() * 31 + number);
  }

  @Override
  public void run() {
    try {
      for (int slot = slots.arriveAndAwaitAdvance();
          slot >= 0;
          slot = slots.arriveAndAwaitAdvance()) {
        act(slot);
      }
    } finally {
      slots.arriveAndDeregister();
    }
  }

  private void act(int slot) {
    if (slot > AFTER_PLAN) {
      // a replica may take long to come back
      Await.pass(PAUSE);
    }
    Random ofSlot = new Random(directory.scenario().seed() * 1_000_003 + slot);
    if ((number + slot) % 2 == 0) {
      // the clients of a slot alternate between the replicas
      repeated(collision(slot, ofSlot), number / 2 % 2);
    } else {
      read(random.nextInt(2), Directory.COMPANIES.get(random.nextInt(Directory.COMPANIES.size())));
    }
  }

  /** Makes the call, and often the same one at the other replica, or a read that must show it. */
  private void repeated(IntFunction<Call> call, int replica) {
    Call made = call.apply(replica);
    int other = 1 - replica;
    if (made.outcome() == Outcome.UNKNOWN || random.nextInt(3) == 0) {
      var unused = call.apply(other);
    }
    switch (made.operation()) {
      case ACCEPT -> read(other, made.argument("company"));
      case SWITCH -> api.current(number, other, made.argument("person"), made.argument("person"));
      case INVITE -> {
        if (made.isOk()) {
          invitations.add(made);
          api.invitation(number, other, made);
        }
      }
      default -> {}
    }
  }

  private void read(int replica, String company) {
    List<Call> known = List.copyOf(invitations);
    switch (random.nextInt(known.isEmpty() ? 2 : 3)) {
      case 0 -> api.members(number, replica, company);
      case 1 -> api.compleatMembers(number, replica, company);
      default -> api.invitation(number, replica, known.get(random.nextInt(known.size())));
    }
  }

  private IntFunction<Call> collision(int slot, Random ofSlot) {
    List<String> pending = directory.scenario().pending().getOrDefault("A", List.of());
    int round = slot / PLAN.size();
    return switch (PLAN.get(slot % PLAN.size())) {
      case ACCEPT -> acceptance("A", pending.get(ofSlot.nextInt(pending.size())));
      case ACCEPT_SHARED ->
          acceptance(random.nextBoolean() ? "A" : "B", directory.pending(round % Directory.SHARED));
      case ACCEPT_AGAIN -> acceptance("A", pending.get(ofSlot.nextInt(pending.size())));
      case ACCEPT_MAILED -> mailed(ofSlot, pending);
      case INVITE_ADDRESS -> invitation(inviter(), "fresh-" + round, "");
      case INVITE_KEY -> withKey("i3", "keyed-" + round, "key-" + round);
      case INVITE_KEY_AGAIN -> withKey("i3", "keyed-" + round / 2, "key-" + round / 2);
      case INVITE_MEMBER -> inviteMember(directory.pending(round % Directory.SHARED));
      case FILL_QUOTA ->
          invitation(
              "i2",
              "quota-%d-%d".formatted(slot, number),
              random.nextBoolean() ? "" : "q" + slot + number);
      case FILL_TARGET ->
          invitation(List.of("i1", "i4", "i5", "i6").get(number / 2 % 4), "target-" + round, "");
      case SWITCH -> switched(ofSlot, "");
      case SWITCH_KEY -> switched(ofSlot, "switch-" + (round + ofSlot.nextInt(2)));
      case USE_TOKEN -> {
        String token = Directory.REVOCABLE.get(random.nextInt(Directory.REVOCABLE.size()));
        yield replica -> api.current(number, replica, "rA", token);
      }
    };
  }

  private String inviter() {
    return random.nextBoolean() ? "i0" : "i1";
  }

  private IntFunction<Call> acceptance(String company, String email) {
    String secret = directory.secrets().getOrDefault(email + " " + company, "");
    return replica -> api.accept(number, replica, company, email, secret, "pending");
  }

  /** Accepts by the link of a mail; by a known secret as long as no mail has come. */
  private IntFunction<Call> mailed(Random ofSlot, List<String> pending) {
    List<Mail> come =
        mail.mailsTo(directory.domain()).stream()
            .filter(each -> Invitee.isOfOneCompany(each.to()))
            .toList();
    if (come.isEmpty()) {
      return acceptance("A", pending.get(ofSlot.nextInt(pending.size())));
    }
    Mail link = come.get(ofSlot.nextInt(come.size()));
    return replica ->
        api.accept(number, replica, Invitee.company(link.to()), link.to(), link.secret(), "mail");
  }

  /** Those who have accepted meanwhile are members, the others are invited. */
  private IntFunction<Call> inviteMember(String email) {
    return replica -> api.invite(number, replica, "i1", email, "");
  }

  private IntFunction<Call> invitation(String inviter, String name, String key) {
    String email = Invitee.address(name, inviter, directory.domain());
    return replica -> api.invite(number, replica, inviter, email, key);
  }

  /** The same request by most clients, and another one under the same key by one of them. */
  private IntFunction<Call> withKey(String inviter, String name, String key) {
    return invitation(inviter, random.nextInt(4) == 0 ? "other-" + name : name, key);
  }

  private IntFunction<Call> switched(Random ofSlot, String key) {
    String person = Directory.SWITCHERS.get(ofSlot.nextInt(Directory.SWITCHERS.size()));
    // all to one workspace, but for the last, who belongs to none of the name
    int wanted = ofSlot.nextInt(random.nextInt(3) == 0 ? 3 : 2);
    String company = Directory.COMPANIES.get(number / 2 == 3 ? 3 : wanted);
    return replica -> api.switchTo(number, replica, person, company, key);
  }

  /** The addresses of people who are invited during the run. */
  private static final class Invitee {
    private static final Map<String, String> COMPANIES = Directory.INVITERS;

    private Invitee() {}

    /** Names of targets are shared by all companies, all others tell their company. */
    static String address(String name, String inviter, String domain) {
      String company = COMPANIES.getOrDefault(inviter, "A").toLowerCase(Locale.ROOT);
      String local = name.startsWith("target-") ? name : name + "-" + company;
      return local + "@" + domain;
    }

    static boolean isOfOneCompany(String email) {
      return !email.startsWith("target-");
    }

    static String company(String email) {
      int end = email.indexOf('@');
      return email.substring(end - 1, end).toUpperCase(Locale.ROOT);
    }
  }
}
