package dev.roster.client;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import dev.roster.compleat.model.UserDetail;
import dev.roster.coolset.model.CompanyWorkspace;
import dev.roster.coolset.model.Country;
import dev.roster.coolset.model.InvitationCreated;
import dev.roster.coolset.model.Message;
import dev.roster.coolset.model.User;
import dev.roster.coolset.model.UserInvitation;
import dev.roster.coolset.model.Workspace;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Set;

/**
 * Makes Jackson refuse an object with none of its members: <code>{}</code>, or an object of another
 * origin, such as the JSON of a proxy.
 */
final class EmptyObjectModifier extends BeanDeserializerModifier {
  private static final long serialVersionUID = 1L;
  private static final Set<Class<?>> ASKED_FOR =
      Set.of(
          CompanyWorkspace.class,
          Country.class,
          InvitationCreated.class,
          Message.class,
          User.class,
          UserDetail.class,
          UserInvitation.class,
          Workspace.class);

  @Override
  public JsonDeserializer<?> modifyDeserializer(
      DeserializationConfig config, BeanDescription type, JsonDeserializer<?> reader) {
    return ASKED_FOR.contains(type.getBeanClass()) ? new Checked(reader) : reader;
  }

  private static final class Checked extends DelegatingDeserializer {
    private static final long serialVersionUID = 1L;

    Checked(JsonDeserializer<?> reader) {
      super(reader);
    }

    @Override
    protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> reader) {
      return new Checked(reader);
    }

    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      Object value = super.deserialize(parser, context);
      if (Arrays.stream(handledType().getRecordComponents())
          .allMatch(member -> isMissing(value, member))) {
        context.reportInputMismatch(
            this, "The object has no member of a %s", handledType().getSimpleName());
      }
      return value;
    }

    private static boolean isMissing(Object value, RecordComponent member) {
      try {
        return member.getAccessor().invoke(value) == null;
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
