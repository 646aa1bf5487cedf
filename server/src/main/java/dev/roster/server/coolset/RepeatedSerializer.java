package dev.roster.server.coolset;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.ContextualSerializer;
import com.fasterxml.jackson.databind.ser.ResolvableSerializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.io.StringWriter;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Serializes an object that occurs many times in one response, such as the company of a list of its
 * users: from the third time on its JSON is copied.
 */
final class RepeatedSerializer extends StdSerializer<Object>
    implements ContextualSerializer, ResolvableSerializer {
  private static final long serialVersionUID = 1L;
  private static final Object SEEN = RepeatedSerializer.class;

  private final transient JsonSerializer<Object> each;

  RepeatedSerializer(Class<?> type, JsonSerializer<Object> each) {
    super(type, false);
    this.each = each;
  }

  @Override
  public void serialize(Object value, JsonGenerator out, SerializerProvider provider)
      throws IOException {
    Map<Object, Optional<SerializedString>> seen = seen(provider);
    Optional<SerializedString> copy = seen.get(value);
    if (copy == null) {
      seen.put(value, Optional.empty());
      each.serialize(value, out, provider);
      return;
    }
    if (copy.isEmpty()) {
      copy = Optional.of(text(value, out, provider));
      seen.put(value, copy);
    }
    out.writeRawValue(copy.get());
  }

  private SerializedString text(Object value, JsonGenerator out, SerializerProvider provider)
      throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator alone = out.getCodec().getFactory().createGenerator(text)) {
      each.serialize(value, alone, provider);
    }
    return new SerializedString(text.toString());
  }

  /** The objects of this response by identity; a copy is made when one comes again. */
  @SuppressWarnings("unchecked") // nothing else is kept under this key
  private static Map<Object, Optional<SerializedString>> seen(SerializerProvider provider) {
    Object seen = provider.getAttribute(SEEN);
    if (seen == null) {
      seen = new IdentityHashMap<>();
      provider.setAttribute(SEEN, seen);
    }
    return (Map<Object, Optional<SerializedString>>) seen;
  }

  @Override
  public JsonSerializer<?> createContextual(SerializerProvider provider, BeanProperty property)
      throws JsonMappingException {
    return new RepeatedSerializer(
        handledType(),
        (JsonSerializer<Object>) provider.handleSecondaryContextualization(each, property));
  }

  @Override
  public void resolve(SerializerProvider provider) throws JsonMappingException {
    if (each instanceof ResolvableSerializer bean) {
      bean.resolve(provider);
    }
  }
}
