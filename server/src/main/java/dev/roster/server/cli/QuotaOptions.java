package dev.roster.server.cli;

import dev.roster.server.invitation.InvitationQuotas;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options for the number of invitations per day. */
final class QuotaOptions {
  @Option(
      names = "--invitation-quota-inviter",
      paramLabel = "N",
      defaultValue = "" + InvitationQuotas.USUAL_INVITER,
      converter = Quota.class,
      description =
          "Invitations per day (UTC) by one user, or off; like the three below also by"
              + " ROSTER_INVITATION_QUOTA_INVITER and so on (default: ${DEFAULT-VALUE}).")
  private int inviter;

  @Option(
      names = "--invitation-quota-company",
      paramLabel = "N",
      defaultValue = "" + InvitationQuotas.USUAL_COMPANY,
      converter = Quota.class,
      description = "Invitations per day to one company, or off (default: ${DEFAULT-VALUE}).")
  private int company;

  @Option(
      names = "--invitation-quota-target",
      paramLabel = "N",
      defaultValue = "" + InvitationQuotas.USUAL_TARGET,
      converter = Quota.class,
      description =
          "Invitations per day to one address by all companies together, mails that are sent again"
              + " included, or off (default: ${DEFAULT-VALUE}).")
  private int target;

  @Option(
      names = "--invitation-quota-total",
      paramLabel = "N",
      defaultValue = "" + InvitationQuotas.USUAL_TOTAL,
      converter = Quota.class,
      description = "Invitations per day in all, or off (default: ${DEFAULT-VALUE}).")
  private int total;

  InvitationQuotas quotas() {
    return new InvitationQuotas(inviter, company, target, total);
  }

  /** A number, or the word off for 0. */
  static final class Quota implements ITypeConverter<Integer> {
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]*");

    @Override
    public Integer convert(String text) {
      if (text.equals("off")) {
        return 0;
      }
      if (!NUMBER.matcher(text).matches()) {
        throw new TypeConversionException("'" + text + "' is neither a number nor off");
      }
      return NumberConverters.number(text);
    }
  }
}
