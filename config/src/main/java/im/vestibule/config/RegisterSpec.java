package im.vestibule.config;

import java.util.List;
import java.util.Optional;

/**
 * The {@code modules.mod_register} table: in-band registration (XEP-0077).
 *
 * @param access rule that decides which names may be registered
 * @param welcome sent to a new account; empty for none
 * @param registrationWatchers JIDs that are told of every new account
 * @param passwordStrength bits of entropy a password must have; 0 for any
 * @param ipAccess the first network that holds the client's address decides; without one it may register
 */
public record RegisterSpec(
        String access,
        Optional<Welcome> welcome,
        List<String> registrationWatchers,
        int passwordStrength,
        List<IpRule> ipAccess) {

    static RegisterSpec read(Section s) {
        ModulesSpec.readIqDiscipline(s);
        return new RegisterSpec(
                s.value("access", Names.RULE_NAME, "all"),
                s.table("welcome_message", Welcome::read),
                s.value("registration_watchers", AddressTypes.JID.list(), List.of()),
                s.value("password_strength", NumberTypes.NON_NEGATIVE, 0),
                s.tables("ip_access", IpRule::read));
    }

    /** A message. */
    public record Welcome(String subject, String body) {
        static Welcome read(Section s) {
            return new Welcome(s.value("subject", Type.STRING, ""), s.value("body", Type.STRING, ""));
        }
    }

    public record IpRule(Network address, Policy policy) {
        static IpRule read(Section s) {
            return new IpRule(
                    s.mandatory("address", AddressTypes.NETWORK), s.mandatory("policy", Type.oneOf(Policy.class)));
        }
    }
}
