package dev.roster.drills.load;

/**
 * The switches of the workspace of one user by one client, one after the other.
 *
 * @param acknowledged the number of them
 * @param stale the number of acknowledged ones that a read on another replica did not see, while no
 *     switch without acknowledgement was under way
 * @param last the company of the last one, which was acknowledged after the fault; 0 if none was
 */
public record Switches(long acknowledged, long stale, long last) {}
