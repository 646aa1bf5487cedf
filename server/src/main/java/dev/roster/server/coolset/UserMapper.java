package dev.roster.server.coolset;

import dev.roster.coolset.model.AuthGroup;
import dev.roster.coolset.model.Company;
import dev.roster.coolset.model.Permission;
import dev.roster.coolset.model.User;
import dev.roster.coolset.model.UserCompany;
import dev.roster.server.directory.EmailAddress;
import dev.roster.server.directory.Membership;
import dev.roster.server.directory.Person;
import dev.roster.server.directory.PersonWithMembership;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * People as the Coolset contract shows them; several identifiers are texts there. Those of one
 * response share their company and their auth groups. Not safe for use by several threads.
 */
final class UserMapper {
  private final Map<dev.roster.server.directory.Company, Company> companies =
      new IdentityHashMap<>();
  private final Map<dev.roster.server.caller.AuthGroup, AuthGroup> groups = new IdentityHashMap<>();

  User user(PersonWithMembership member) {
    Person person = member.person();
    User.Builder user =
        User.builder()
            .firstName(person.firstName())
            .lastName(person.lastName())
            .email(new EmailAddress(person.email()).withALabels())
            .id(person.id())
            .firebaseUid(person.firebaseUid())
            .activeUserCompanyId(person.activeMembershipId())
            .jobTitle(person.jobTitle())
            .isMfaEnrolled(person.mfaEnrolled())
            .isMfaRequired(person.mfaRequired())
            .dataRoomConsumerId(person.dataRoomConsumerId())
            .pylonEmailHash(person.pylonEmailHash());
    member
        .membership()
        .ifPresent(membership ->
            user.userCompany(userCompany(membership))
                .company(companies.computeIfAbsent(membership.company(), CompanyMapper::company))
                .authGroup(groups.computeIfAbsent(membership.group(), UserMapper::authGroup)));
    return user.build();
  }

  private static UserCompany userCompany(Membership membership) {
    return UserCompany.builder()
        .id(membership.id())
        .userId(Long.toString(membership.personId()))
        .companyId(Long.toString(membership.company().id()))
        .authGroupId(Long.toString(membership.group().id()))
        .dataRoomConsumerId(membership.dataRoomConsumerId())
        .config(JsonObject.read(membership.config()))
        .build();
  }

  private static AuthGroup authGroup(dev.roster.server.caller.AuthGroup group) {
    return AuthGroup.builder()
        .id(group.id())
        .name(group.name())
        .permissions(group.permissions().stream().map(Permission::new).toList())
        .build();
  }
}
