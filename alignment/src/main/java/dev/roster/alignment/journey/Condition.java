package dev.roster.alignment.journey;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A condition of Arazzo. A simple one has two operands and a comparison: texts are compared
 * exactly, where Arazzo ignores case; numbers by their values, also where order is asked and they
 * are texts, as in headers. A text in quotes may have expressions in braces. The other kind is a
 * regular expression that a value, or its JSON if it is no text, must match as a whole. No
 * condition holds for what is not there.
 *
 * @param text as it is written
 * @param operator {@code ~} for a regular expression
 */
record Condition(String text, String left, String operator, String right) {
  private static final Pattern FORM =
      Pattern.compile(
          "\\s*('(?:[^']|'')*'|\\S+)\\s+(==|!=|<=|>=|<|>)\\s+('(?:[^']|'')*'|\\S+)\\s*");
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");
  private static final String MATCHES = "~";

  static Condition parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new JourneyException("The condition " + text + " is not understood.");
    }
    Condition condition = new Condition(text, form.group(1), form.group(2), form.group(3));
    if (condition.left.equals(condition.right)) {
      throw new JourneyException(
          "The condition " + text + " is not understood: it compares nothing.");
    }
    for (String operand : new String[] {condition.left, condition.right}) {
      if (!operand.startsWith("$")) {
        literal(operand);
      }
    }
    return condition;
  }

  /** A regular expression that the value of an expression must match as a whole. */
  static Condition matching(String context, String expression) {
    try {
      Pattern.compile(expression);
    } catch (PatternSyntaxException wrong) {
      throw new JourneyException("The condition " + expression + " is no regular expression.");
    }
    return new Condition(context + " ~ " + expression, context, MATCHES, expression);
  }

  boolean holds(JourneyValues values) {
    JsonNode one = value(left, values);
    if (operator.equals(MATCHES)) {
      return !one.isMissingNode()
          && (one.isTextual() ? one.asText() : one.toString()).matches(right);
    }
    JsonNode other = value(right, values);
    if (one.isMissingNode() || other.isMissingNode()) {
      return false;
    }
    return switch (operator) {
      case "==" -> equal(one, other);
      case "!=" -> !equal(one, other);
      default -> isNumeric(one) && isNumeric(other) && ordered(one, other);
    };
  }

  private static boolean isNumeric(JsonNode value) {
    return value.isNumber() || value.isTextual() && NUMBER.matcher(value.textValue()).matches();
  }

  private boolean ordered(JsonNode one, JsonNode other) {
    int order = new BigDecimal(one.asText()).compareTo(new BigDecimal(other.asText()));
    return switch (operator) {
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      default -> order >= 0;
    };
  }

  private static boolean equal(JsonNode one, JsonNode other) {
    return one.isNumber() && other.isNumber()
        ? one.decimalValue().compareTo(other.decimalValue()) == 0
        : one.equals(other);
  }

  /** The operands as they are at this moment. */
  String shown(JourneyValues values) {
    String other = operator.equals(MATCHES) ? right : shown(right, values);
    return shown(left, values) + " " + operator + " " + other;
  }

  private static String shown(String operand, JourneyValues values) {
    JsonNode value = value(operand, values);
    return value.isMissingNode() ? "(nothing)" : value.toString();
  }

  private static JsonNode value(String operand, JourneyValues values) {
    if (operand.startsWith("$")) {
      return values.of(operand);
    }
    JsonNode literal = literal(operand);
    return literal.isTextual() ? values.filled(literal) : literal;
  }

  private static JsonNode literal(String operand) {
    if (operand.startsWith("'")) {
      return TextNode.valueOf(operand.substring(1, operand.length() - 1).replace("''", "'"));
    }
    if (NUMBER.matcher(operand).matches()) {
      return DecimalNode.valueOf(new BigDecimal(operand));
    }
    return switch (operand) {
      case "true" -> BooleanNode.TRUE;
      case "false" -> BooleanNode.FALSE;
      case "null" -> NullNode.instance;
      default -> throw new JourneyException("The operand " + operand + " is not understood.");
    };
  }
}
