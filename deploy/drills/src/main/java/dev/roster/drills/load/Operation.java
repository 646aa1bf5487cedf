package dev.roster.drills.load;

/** A kind of call. */
public enum Operation {
  COMPANIES,
  ME,
  INVITE,
  SWITCH
}
