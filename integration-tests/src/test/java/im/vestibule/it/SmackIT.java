package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jivesoftware.smack.sasl.SASLErrorException;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.impl.JidCreate;

/** What people do, with an ordinary client. */
@ExtendWith(SharedSite.class)
class SmackIT {
    @ParameterizedTest
    @ValueSource(strings = {"starttls_fast", "starttls_just", "required_fast", "required_just", "tls_fast", "tls_just"})
    void twoPeopleRegisterAndChatAndSeeEachOther(String door, Site site) throws Exception {
        EntityBareJid romeo = JidCreate.entityBareFrom("romeo-" + door + "@door.test");
        EntityBareJid juliet = JidCreate.entityBareFrom("juliet-" + door + "@door.test");
        Person.register(site.door(door), romeo);
        Person.register(site.door(door), juliet);
        try (Person one = Person.login(site.door(door), romeo);
                Person other = Person.login(site.door(door), juliet)) {
            new Encounter(one, other).run();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"starttls_fast", "tls_just"})
    void nobodyGetsInWithAnotherPassword(String door, Site site) throws Exception {
        EntityBareJid mercutio = JidCreate.entityBareFrom("mercutio-" + door + "@door.test");
        Person.register(site.door(door), mercutio);
        XMPPTCPConnection connection = Person.connection(site.door(door), mercutio);
        connection.connect();
        assertThatThrownBy(() -> connection.login(mercutio.getLocalpart(), "wrong horse"))
                .isInstanceOfSatisfying(
                        SASLErrorException.class,
                        refusal -> assertThat(refusal.getSASLFailure().getSASLErrorString())
                                .isEqualTo("not-authorized"));
        connection.disconnect();
    }
}
