package dev.roster.server.coolset.django;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON body, read like the fields of a serializer of Django REST Framework. All
 * fields are read before {@link #check} reports all messages at once.
 */
public final class SerializerFields {
  private static final String REQUIRED = "This field is required.";
  private static final String NULL = "This field may not be null.";
  private static final int MAX_INTEGER_TEXT = 1000;
  private static final Pattern POINT_ZERO =
      Pattern.compile(
          "\\.0*+[\\s\\x1c-\\x1f\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]*+\\z");
  private static final BigInteger MAX_LONG = BigInteger.valueOf(Long.MAX_VALUE);

  private final Map<?, ?> members;
  private final FieldErrors errors = new FieldErrors();

  private SerializerFields(Map<?, ?> members) {
    this.members = members;
  }

  /**
   * Reads the body; an empty one counts as an object without members.
   *
   * @param charset what the content type names
   * @throws JsonParseException if it is not JSON
   * @throws InvalidRequestException if it is JSON, but not an object
   */
  public static SerializerFields parse(byte[] body, Optional<String> charset)
      throws JsonParseException {
    if (body.length == 0) {
      return new SerializerFields(Map.of());
    }
    Object value = PythonJson.parse(PythonDecoder.decode(body, charset));
    if (value instanceof Map<?, ?> members) {
      return new SerializerFields(members);
    }
    String message =
        value == null
            ? "No data provided"
            : "Invalid data. Expected a dictionary, but got " + PythonJson.typeName(value) + ".";
    throw InvalidRequestException.fields(new FieldErrors().add("non_field_errors", message));
  }

  /**
   * @throws InvalidRequestException if any field that was read is not valid
   */
  public void check() {
    if (!errors.isEmpty()) {
      throw InvalidRequestException.fields(errors);
    }
  }

  /** {@code EmailField}: the address without the blanks around it, empty if it is not valid. */
  public Optional<String> email(String field, int maxLength) {
    Object value = present(field).orElse(null);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof Boolean || value instanceof List<?> || value instanceof Map<?, ?>) {
      return refuse(field, "Enter a valid email address.");
    }
    String email = PythonText.strip(text(value));
    if (email.isEmpty()) {
      return refuse(field, "This field may not be blank.");
    }
    boolean valid = true;
    if (email.codePointCount(0, email.length()) > maxLength) {
      errors.add(field, "Ensure this field has no more than " + maxLength + " characters.");
      valid = false;
    }
    if (email.indexOf('\0') >= 0) {
      errors.add(field, "Null characters are not allowed.");
      valid = false;
    }
    Optional<Integer> surrogate = loneSurrogate(email);
    if (surrogate.isPresent()) {
      errors.add(field, "Surrogate characters are not allowed: U+%X.".formatted(surrogate.get()));
      valid = false;
    }
    if (!EmailRule.isValid(email)) {
      errors.add(field, "Enter a valid email address.");
      valid = false;
    }
    return valid ? Optional.of(email) : Optional.empty();
  }

  /** {@code IntegerField}: a whole number of any size, empty if it is not valid. */
  public Optional<BigInteger> integer(String field) {
    Object value = present(field).orElse(null);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof String text && text.codePointCount(0, text.length()) > MAX_INTEGER_TEXT) {
      return refuse(field, "String value too large.");
    }
    Optional<BigInteger> number =
        value instanceof Boolean || value instanceof List<?> || value instanceof Map<?, ?>
            ? Optional.empty()
            : PythonText.toInt(withoutPointZero(text(value)));
    return number.isPresent() ? number : refuse(field, "A valid integer is required.");
  }

  /** {@code PrimaryKeyRelatedField}: the key of an object that exists, empty if it is not valid. */
  public <T> Optional<T> primaryKey(String field, LongFunction<Optional<T>> find) {
    Object value = present(field).orElse(null);
    if (value == null) {
      return Optional.empty();
    }
    if (value.equals("")) {
      errors.add(field, NULL);
      return Optional.empty();
    }
    Optional<BigInteger> key = key(value);
    if (key.isEmpty()) {
      errors.add(
          field, "Incorrect type. Expected pk value, received " + PythonJson.typeName(value) + ".");
      return Optional.empty();
    }
    Optional<T> found =
        key.filter(id -> id.abs().compareTo(MAX_LONG) <= 0)
            .flatMap(id -> find.apply(id.longValueExact()));
    if (found.isEmpty()) {
      errors.add(field, "Invalid pk \"" + text(value) + "\" - object does not exist.");
    }
    return found;
  }

  /** {@code int(value)} of Python, which cuts off what stands behind the point of a float. */
  private static Optional<BigInteger> key(Object value) {
    return switch (value) {
      case String text -> PythonText.toInt(text);
      case BigInteger number -> Optional.of(number);
      case Double number when !number.isInfinite() ->
          Optional.of(new BigDecimal(number).toBigInteger());
      default -> Optional.empty();
    };
  }

  /** The value of a member that is there and not null; otherwise its message is noted. */
  private Optional<Object> present(String field) {
    if (!members.containsKey(field)) {
      return refuse(field, REQUIRED);
    }
    @Nullable Object value = members.get(field);
    return value == null ? refuse(field, NULL) : Optional.of(value);
  }

  private <T> Optional<T> refuse(String field, String message) {
    errors.add(field, message);
    return Optional.empty();
  }

  /** {@code str(value)} of a text or a number. */
  private static String text(Object value) {
    return value instanceof Double number ? PythonText.ofFloat(number) : value.toString();
  }

  /** {@code re.sub(r'\.0*\s*$', '', text)}. */
  private static String withoutPointZero(String text) {
    return POINT_ZERO.matcher(text).replaceFirst("");
  }

  private static Optional<Integer> loneSurrogate(String text) {
    return text.codePoints()
        .filter(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
        .boxed()
        .findFirst();
  }
}
