package com.example;

import dev.roster.client.CompleatRefusalException;
import dev.roster.client.CoolsetClient;
import dev.roster.client.ForbiddenException;
import dev.roster.client.NotFoundException;
import dev.roster.client.RateLimitedException;
import dev.roster.client.RosterApiException;
import dev.roster.client.RosterCredentialException;
import dev.roster.client.RosterException;
import dev.roster.client.RosterTransportException;
import dev.roster.client.ServerFailureException;
import dev.roster.client.UnauthorizedException;
import dev.roster.client.UnreadableResponseException;
import dev.roster.client.ValidationException;
import dev.roster.coolset.model.User;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The examples in the Javadoc about exceptions. */
public final class ExceptionExamples {
  private ExceptionExamples() {}

  public static String hierarchy(CoolsetClient coolset) {
    // @start region="hierarchy"
    try {
      User me = coolset.users().me();
      return "Hello " + me.firstName();
    } catch (UnauthorizedException refused) {
      return "Please log in again.";
    } catch (RosterApiException failed) {
      // any other response that is no success
      return "Failed with " + failed.status() + ", request " + failed.requestId().orElse("?");
    } catch (RosterTransportException lost) {
      return lost.timedOut() ? "The server is late." : "The server cannot be reached.";
    } catch (RosterCredentialException missing) {
      return "There is no token to ask with.";
    }
    // @end region="hierarchy"
  }

  public static Map<String, List<String>> validation(Supplier<?> call) {
    // @start region="validation"
    try {
      call.get();
      return Map.of();
    } catch (ValidationException refused) {
      // {email=[Enter a valid email address.], auth_group=[This field is required.]}
      return refused.fieldErrors();
    }
    // @end region="validation"
  }

  public static int errorCode(Supplier<?> call) {
    // @start region="errorCode"
    try {
      call.get();
      return 0;
    } catch (CompleatRefusalException refused) {
      // 2 for a company, 3 for a user, none for other refusals
      return refused.errorCode().orElse(-1);
    }
    // @end region="errorCode"
  }

  public static Duration wait(Supplier<?> call) {
    // @start region="wait"
    try {
      call.get();
      return Duration.ZERO;
    } catch (RateLimitedException tooMany) {
      return tooMany.retryAfter().orElse(Duration.ofMinutes(1));
    }
    // @end region="wait"
  }

  public static boolean mayRepeat(Supplier<?> call) {
    // @start region="mayRepeat"
    try {
      call.get();
      return false;
    } catch (RosterTransportException lost) {
      // true only if no server can have done what was asked for
      return lost.neverSent();
    }
    // @end region="mayRepeat"
  }

  public static String report(Supplier<?> call) {
    // @start region="report"
    try {
      call.get();
      return "";
    } catch (ServerFailureException | UnreadableResponseException failed) {
      // by this id the operators of the server find the call in their logs
      return "HTTP " + failed.status() + " " + failed.requestId().orElse("without an id");
    }
    // @end region="report"
  }

  public static String permission(Supplier<?> call) {
    // @start region="permission"
    try {
      call.get();
      return "done";
    } catch (ForbiddenException refused) {
      return "ask an owner of the company";
    } catch (NotFoundException refused) {
      return "there is none, or it is not yours to see";
    }
    // @end region="permission"
  }

  public static List<RosterException> doubles() {
    // @start region="doubles"
    // thrown by the test double of a gateway of your own
    RosterException missing = new NotFoundException("{}");
    RosterException limited = new RateLimitedException("{}", Duration.ofSeconds(30));
    RosterException broken = new RosterTransportException("http://roster", new ConnectException());
    // @end region="doubles"
    return List.of(missing, limited, broken);
  }
}
