package dev.roster.server.ops;

import java.util.function.BinaryOperator;

/**
 * The look of pages for people, which is that of the server beside the management port.
 *
 * @param frame makes a page of its title, as text, and of its body, as HTML
 * @param styles the directive of a content security policy that allows the styles of the page
 */
public record PageLook(BinaryOperator<String> frame, String styles) {}
