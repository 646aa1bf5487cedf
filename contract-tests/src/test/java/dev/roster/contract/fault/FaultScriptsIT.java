package dev.roster.contract.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.client.ApiResponse;
import dev.roster.client.AuthGroups;
import dev.roster.client.CallOptions;
import dev.roster.client.ConflictException;
import dev.roster.client.CoolsetClient;
import dev.roster.client.RosterException;
import dev.roster.client.ValidationException;
import dev.roster.contract.InProcessServer;
import dev.roster.contract.SharedServer;
import dev.roster.coolset.model.CompanyWorkspace;
import dev.roster.coolset.model.Country;
import dev.roster.coolset.model.InvitationCreated;
import dev.roster.coolset.model.Message;
import dev.roster.coolset.model.User;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs seeded scripts of faults between the client and the real server. Whatever happens, a call
 * ends in time; a success is true; a failure has one of the documented types; and a call that
 * changes something has its effect at most once, also when it is made again under its key.
 *
 * <p>{@code -Dfault.scripts=10000} runs more of them, {@code -Dfault.seed=7} others. A failure
 * names its seed.
 */
@ExtendWith(SharedServer.class)
class FaultScriptsIT {
  private static final int SCRIPTS = Integer.getInteger("fault.scripts", 300);
  private static final int SEED = Integer.getInteger("fault.seed", 1);
  private static final int WORKERS = 6;
  private static final int SCRIPTS_OF_A_CALLER = 50;

  private static final Duration REQUEST = Duration.ofMillis(400);
  private static final Duration CALL = Duration.ofSeconds(4);

  /** Far more than a call may take: what takes as long hangs. */
  private static final Duration HANGING = Duration.ofSeconds(60);

  private final InProcessServer roster = SharedServer.roster();

  /** The counts of one worker. */
  private static final class Tally {
    final Map<Fault, Integer> met = new EnumMap<>(Fault.class);
    int successes;
    int failures;
    int retried;
  }

  @Test
  @Timeout(3600)
  void noCallIsLostDoubledOrFalselyTold() throws IOException, InterruptedException {
    Set<Thread> before = threadsOfClients();
    List<Tally> tallies = new ArrayList<>();
    try (ExecutorService workers = Executors.newFixedThreadPool(WORKERS)) {
      List<Future<Tally>> running = new ArrayList<>();
      for (int worker = 0; worker < WORKERS; worker++) {
        int number = worker;
        running.add(workers.submit(() -> scripts(number)));
      }
      for (Future<Tally> each : running) {
        tallies.add(each.get());
      }
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause().getMessage(), e.getCause());
    }

    assertThat(Fault.values())
        .allSatisfy(fault ->
            assertThat(tallies).anySatisfy(tally -> assertThat(tally.met).containsKey(fault)));
    assertThat(tallies).allSatisfy(tally -> assertThat(tally.successes).isPositive());
    assertThat(tallies).anySatisfy(tally -> assertThat(tally.failures).isPositive());
    assertThat(tallies).anySatisfy(tally -> assertThat(tally.retried).isPositive());
    for (Thread thread : threadsOfClients()) {
      if (!before.contains(thread)) {
        thread.join(HANGING);
        assertThat(thread.isAlive()).as("left behind: %s", thread).isFalse();
      }
    }
    System.out.println(summary(tallies));
  }

  private static String summary(List<Tally> tallies) {
    return "fault scripts: "
        + tallies.stream().mapToInt(tally -> tally.successes).sum()
        + " successes, "
        + tallies.stream().mapToInt(tally -> tally.failures).sum()
        + " failures, "
        + tallies.stream().mapToInt(tally -> tally.retried).sum()
        + " repeated";
  }

  private static Set<Thread> threadsOfClients() {
    Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
    threads.removeIf(thread -> !thread.getName().startsWith("HttpClient-"));
    return threads;
  }

  /** Every script whose number is this worker's, with a new caller from time to time. */
  private Tally scripts(int worker) throws IOException {
    Tally tally = new Tally();
    try (FaultProxy proxy = new FaultProxy(roster.baseUri())) {
      int number = worker;
      while (number < SCRIPTS) {
        String token = roster.set("a caller").get("token").toString();
        try (CoolsetClient faulty = client(token).baseUri(proxy.uri()).build();
            CoolsetClient direct = client(token).requestTimeout(HANGING).build()) {
          Caller truth = new Caller(faulty, direct);
          for (int i = 0; i < SCRIPTS_OF_A_CALLER && number < SCRIPTS; i++, number += WORKERS) {
            play(proxy, truth, number, tally);
          }
        }
      }
    }
    return tally;
  }

  private CoolsetClient.Builder client(String token) {
    return CoolsetClient.builder()
        .baseUri(roster.baseUri())
        .token(token)
        .requestTimeout(REQUEST)
        .longestRetryWait(Duration.ofMillis(20))
        .largestResponse(100_000)
        .pageSize(2);
  }

  private static void play(FaultProxy proxy, Caller caller, int number, Tally tally) {
    Random random = new Random(SEED * 1_000_003L + number);
    List<Fault> faults = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      faults.add(random.nextInt(3) == 0 ? Fault.NONE : random(Fault.values(), random));
    }
    CallOptions options =
        CallOptions.builder().retries(random.nextInt(4)).callTimeout(CALL).build();
    Trial trial = random(Trial.values(), random);
    proxy.play(faults);
    long start = System.nanoTime();
    try {
      boolean success = trial.run(caller, options, "script-" + SEED + "-" + number, tally);
      if (success) {
        tally.successes++;
      } else {
        tally.failures++;
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(HANGING);
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(
          "script %d of seed %d: %s under %s with %s: %s"
              .formatted(number, SEED, trial, faults, options, e.getMessage()),
          e);
    }
    faults
        .subList(0, faults.size() - proxy.left())
        .forEach(fault -> tally.met.merge(fault, 1, Integer::sum));
  }

  private static <T> T random(T[] values, Random random) {
    return values[random.nextInt(values.length)];
  }

  /** A caller with a client that meets faults, and one that meets none. */
  private static final class Caller {
    final CoolsetClient faulty;
    final CoolsetClient direct;
    final User me;
    final List<Long> users;
    final List<Long> companies;

    Caller(CoolsetClient faulty, CoolsetClient direct) {
      this.faulty = faulty;
      this.direct = direct;
      this.me = direct.users().me();
      this.users = direct.users().stream().map(User::id).toList();
      this.companies = direct.companies().stream().map(CompanyWorkspace::id).toList();
    }
  }

  /** A call, and the truth that its result is compared with. */
  private enum Trial {
    ME {
      @Override
      Runnable call(CoolsetClient client, Caller caller, String name) {
        User me = client.users().me();
        return () -> assertThat(me).isEqualTo(caller.me);
      }
    },
    USERS {
      @Override
      Runnable call(CoolsetClient client, Caller caller, String name) {
        List<Long> users = client.users().stream().map(User::id).toList();
        return () -> assertThat(users).isEqualTo(caller.users);
      }
    },
    COMPANIES {
      @Override
      Runnable call(CoolsetClient client, Caller caller, String name) {
        List<Long> companies = client.companies().stream().map(CompanyWorkspace::id).toList();
        return () -> assertThat(companies).isEqualTo(caller.companies);
      }
    },
    COUNTRY {
      @Override
      Runnable call(CoolsetClient client, Caller caller, String name) {
        Country country = client.countries().byCode("NL");
        return () -> assertThat(country.alpha2()).isEqualTo("NL");
      }
    },
    INVITE {
      @Override
      Runnable call(CoolsetClient client, Caller caller, String name) {
        InvitationCreated invited = invite(client, name);
        return () -> assertThat(effect(caller, name)).isEqualTo(invited);
      }

      /** The invitation under the key; one under another key would be refused as the second. */
      @Override
      InvitationCreated effect(Caller caller, String name) {
        InvitationCreated invited = invite(caller.direct, name);
        assertThat(caller.direct.invitations().byId(invited.id()).isActive()).isNotNull();
        return invited;
      }

      private InvitationCreated invite(CoolsetClient client, String name) {
        return client.invitations().invite(name + "@example.org", AuthGroups.EDITOR, name);
      }
    },
    SWITCH {
      @Override
      Runnable call(CoolsetClient client, Caller caller, String name) {
        Message done = client.workspaces().switchTo(caller.companies.get(0), name);
        return () -> assertThat(effect(caller, name)).isEqualTo(done);
      }

      @Override
      Message effect(Caller caller, String name) {
        Message done = caller.direct.workspaces().switchTo(caller.companies.get(0), name);
        assertThat(caller.direct.users().me().company().id()).isEqualTo(caller.companies.get(0));
        return done;
      }
    };

    /** Makes the call, and returns the check of its result. */
    abstract Runnable call(CoolsetClient client, Caller caller, String name);

    /** Makes a call that changes something again without faults, and checks its effect. */
    @Nullable Object effect(Caller caller, String name) {
      return null;
    }

    /** Makes the call under faults; false if it failed as it may. */
    boolean run(Caller caller, CallOptions options, String name, Tally tally) {
      Runnable check;
      try {
        ApiResponse<Runnable> response =
            caller.faulty.with(options).withResponse(client -> call(client, caller, name));
        tally.retried += response.calls().stream().anyMatch(each -> each.attempts() > 1) ? 1 : 0;
        check = response.value();
      } catch (ValidationException | ConflictException twice) {
        throw twice;
      } catch (RosterException failure) {
        tally.retried += failure.attempts() > 1 ? 1 : 0;
        effect(caller, name);
        return false;
      }
      check.run();
      return true;
    }
  }
}
