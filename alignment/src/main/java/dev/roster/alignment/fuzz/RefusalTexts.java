package dev.roster.alignment.fuzz;

/**
 * The words in which a framework refuses a member of a body, so that the document can be asked
 * whether it says the same.
 *
 * @param missing the refusal of a body without a required member
 * @param isNull the refusal of null
 * @param tooLong the beginning of the refusal of a string beyond its {@code maxLength}
 */
public record RefusalTexts(String missing, String isNull, String tooLong) {}
