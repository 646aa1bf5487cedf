package dev.roster.alignment.journey;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A simple condition of Arazzo: two operands and a comparison. Texts are compared exactly, where
 * Arazzo ignores case; numbers by their values. No condition holds for what is not there.
 *
 * @param text as it is written
 */
record Condition(String text, String left, String operator, String right) {
  private static final Pattern FORM =
      Pattern.compile(
          "\\s*('(?:[^']|'')*'|\\S+)\\s+(==|!=|<=|>=|<|>)\\s+('(?:[^']|'')*'|\\S+)\\s*");
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");

  static Condition parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new JourneyException("The condition " + text + " is not understood.");
    }
    Condition condition = new Condition(text, form.group(1), form.group(2), form.group(3));
    for (String operand : new String[] {condition.left, condition.right}) {
      if (!operand.startsWith("$")) {
        literal(operand);
      }
    }
    return condition;
  }

  boolean holds(JourneyValues values) {
    JsonNode one = value(left, values);
    JsonNode other = value(right, values);
    if (one.isMissingNode() || other.isMissingNode()) {
      return false;
    }
    return switch (operator) {
      case "==" -> equal(one, other);
      case "!=" -> !equal(one, other);
      default -> one.isNumber() && other.isNumber() && ordered(one, other);
    };
  }

  private boolean ordered(JsonNode one, JsonNode other) {
    int order = one.decimalValue().compareTo(other.decimalValue());
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
    return shown(left, values) + " " + operator + " " + shown(right, values);
  }

  private static String shown(String operand, JourneyValues values) {
    JsonNode value = value(operand, values);
    return value.isMissingNode() ? "(nothing)" : value.toString();
  }

  private static JsonNode value(String operand, JourneyValues values) {
    return operand.startsWith("$") ? values.of(operand) : literal(operand);
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
