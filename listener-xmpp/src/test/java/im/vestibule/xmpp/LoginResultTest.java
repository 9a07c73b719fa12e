package im.vestibule.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.AuthSpec;
import im.vestibule.model.Ns;
import im.vestibule.model.SaslFailure;
import im.vestibule.model.XmlElement;
import im.vestibule.services.fast.FastMechanism;
import im.vestibule.services.sasl.Mechanism;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class LoginResultTest {
    @ParameterizedTest
    @EnumSource(SaslFailure.Condition.class)
    void everyFailureIsOneOfThree(SaslFailure.Condition condition) {
        LoginResult expected = switch (condition) {
            case NOT_AUTHORIZED, CREDENTIALS_EXPIRED -> LoginResult.NOT_AUTHORIZED;
            case TEMPORARY_AUTH_FAILURE -> LoginResult.TEMPORARY_AUTH_FAILURE;
            default -> LoginResult.OTHER;
        };
        assertThat(LoginResult.of(SaslFailure.of(condition).element())).contains(expected);
    }

    @Test
    void onlyTheLastWordOfAnAttemptIsAResult() {
        assertThat(LoginResult.of(XmlElement.of("success", Ns.SASL))).contains(LoginResult.SUCCESS);
        assertThat(LoginResult.of(XmlElement.of("success", Ns.SASL2))).contains(LoginResult.SUCCESS);
        assertThat(LoginResult.of(XmlElement.of("challenge", Ns.SASL))).isEmpty();
        assertThat(LoginResult.of(XmlElement.of("continue", Ns.SASL2))).isEmpty();
        assertThat(LoginResult.of(XmlElement.of("failure", Ns.TLS))).isEmpty();
    }

    static Stream<String> offered() {
        return Mechanism.of(List.of(AuthSpec.Mechanism.values()), List.of(AuthSpec.ExternalIdentity.values())).stream()
                .map(Mechanism::name);
    }

    @ParameterizedTest
    @EnumSource(FastMechanism.class)
    void everyMechanismOfTokensHasACount(FastMechanism mechanism) {
        assertThat(SaslName.of(Optional.of(mechanism.mechanism())).label()).isEqualTo(mechanism.mechanism());
    }

    @ParameterizedTest
    @MethodSource("offered")
    void everyMechanismThatCanBeOfferedHasACount(String mechanism) {
        assertThat(SaslName.of(Optional.of(mechanism)).label()).isEqualTo(mechanism);
    }

    @Test
    void whateverElseAClientNamesHasOneCount() {
        assertThat(SaslName.of(Optional.of("SKEY"))).isEqualTo(SaslName.OTHER);
        assertThat(SaslName.of(Optional.of("plain"))).isEqualTo(SaslName.OTHER);
        assertThat(SaslName.of(Optional.empty())).isEqualTo(SaslName.OTHER);
    }
}
