package dev.roster.client;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.type.LogicalType;

/**
 * Makes Jackson refuse values of another type than the document says. Jackson by itself cuts
 * fractions off, takes each number but 0 for true, an empty text for null, and the nearest double
 * for a fraction.
 */
final class StrictCoercion {
  private StrictCoercion() {}

  /** Makes a mapper refuse a value that it would have to change. */
  static ObjectMapper requiredBy(ObjectMapper mapper) {
    mapper
        .coercionConfigDefaults()
        .setAcceptBlankAsEmpty(true)
        .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail);
    mapper
        .coercionConfigFor(LogicalType.Boolean)
        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
    return mapper
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
  }
}
