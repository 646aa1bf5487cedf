package dev.roster.server.console;

import dev.roster.console.model.Actor;
import dev.roster.console.model.Event;
import dev.roster.console.model.EventInvitation;
import dev.roster.console.model.Invitation;
import dev.roster.console.model.InvitationState;
import dev.roster.console.model.Person;
import dev.roster.console.model.Role;
import dev.roster.console.model.SuspendedMember;
import dev.roster.console.model.Token;
import dev.roster.server.audit.WorkspaceEvent;
import dev.roster.server.audit.WorkspaceEvent.Named;
import dev.roster.server.caller.AuthGroup;
import dev.roster.server.caller.Scope;
import dev.roster.server.credential.ApiToken;
import dev.roster.server.directory.Suspension;
import dev.roster.server.invitation.InvitationEntry;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the values of the console contract. */
final class ConsoleMapper {
  private ConsoleMapper() {}

  static Role role(AuthGroup group) {
    return new Role(group.id(), group.name());
  }

  static Invitation invitation(InvitationEntry entry) {
    return Invitation.builder()
        .id(entry.id())
        .email(entry.email())
        .authGroup(new Role(entry.roleId(), entry.role()))
        .state(InvitationState.of(entry.state().name().toLowerCase(Locale.ROOT)))
        .invitedBy(entry.inviter())
        .createdAt(time(entry.createdAt()))
        .expiresAt(time(Optional.ofNullable(entry.expiresAt())))
        .mail(entry.mail())
        .build();
  }

  /**
   * @param current the public id of the token that the request showed
   */
  static Token token(ApiToken token, String current) {
    return Token.builder()
        .id(token.id())
        .label(token.label())
        .scopes(token.scopes().stream().sorted().map(Scope::toString).toList())
        .createdAt(time(token.lifespan().createdAt()))
        .expiresAt(time(token.lifespan().expiresAt()))
        .lastUsedAt(time(token.lifespan().lastUsedAt()))
        .isCurrent(token.id().equals(current))
        .build();
  }

  static Event event(WorkspaceEvent event) {
    return Event.builder()
        .id(event.id())
        .at(time(event.at()))
        .action(event.action())
        .actor(
            new Actor(
                event.actor().name().toLowerCase(Locale.ROOT),
                event.by().map(Named::id).orElse(null),
                event.by().flatMap(Named::name).orElse(null)))
        .person(
            event.person().map(who -> new Person(who.id(), who.name().orElse(null))).orElse(null))
        .invitation(
            event
                .invitation()
                .map(which -> new EventInvitation(which.id(), which.name().orElse(null)))
                .orElse(null))
        .build();
  }

  static SuspendedMember suspended(Suspension member) {
    return new SuspendedMember(member.personId(), member.name());
  }

  private static @Nullable OffsetDateTime time(Optional<Instant> instant) {
    return instant.map(ConsoleMapper::time).orElse(null);
  }

  private static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
