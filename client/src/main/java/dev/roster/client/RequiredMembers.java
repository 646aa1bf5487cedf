package dev.roster.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.roster.compleat.model.UserList;
import dev.roster.coolset.model.CompanyWorkspacePage;
import dev.roster.coolset.model.WorkspaceList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Members without which a response is not the one that was asked for. A list has its entries, none
 * of which is null; otherwise a wrong response would look like an empty list. All other members may
 * be missing one by one (see Tolerance in the README), but not all at once.
 */
final class RequiredMembers extends JacksonAnnotationIntrospector {
  private static final long serialVersionUID = 1L;
  private static final Map<Class<?>, String> ENTRIES =
      Map.of(
          CompanyWorkspacePage.class, "results",
          WorkspaceList.class, "workspaces",
          UserList.class, "Users");

  /** Makes a mapper refuse what cannot be the promised response. */
  static ObjectMapper requiredBy(ObjectMapper mapper) {
    return StrictCoercion.requiredBy(mapper)
        .setAnnotationIntrospector(new RequiredMembers())
        .registerModule(
            new SimpleModule("empty").setDeserializerModifier(new EmptyObjectModifier()))
        .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  }

  @Override
  public @Nullable Boolean hasRequiredMarker(AnnotatedMember member) {
    return isEntries(member) ? Boolean.TRUE : super.hasRequiredMarker(member);
  }

  @Override
  public JsonSetter.Value findSetterInfo(Annotated member) {
    if (isEntries(member)) {
      return JsonSetter.Value.construct(Nulls.FAIL, Nulls.FAIL);
    }
    return member instanceof AnnotatedParameter && member.getRawType() == List.class
        ? super.findSetterInfo(member).withContentNulls(Nulls.FAIL)
        : super.findSetterInfo(member);
  }

  private static boolean isEntries(Annotated annotated) {
    if (!(annotated instanceof AnnotatedParameter parameter)) {
      return false;
    }
    JsonProperty name = parameter.getAnnotation(JsonProperty.class);
    return name != null && name.value().equals(ENTRIES.get(parameter.getDeclaringClass()));
  }
}
