package im.vestibule.it;

import static im.vestibule.it.Patience.await;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jxmpp.jid.EntityBareJid;
import org.jxmpp.jid.impl.JidCreate;

/** What people do, one or both of them with an ordinary client by WebSocket. */
@ExtendWith(SharedSite.class)
class SmackWebSocketIT {
    @ParameterizedTest
    @CsvSource({"web, web", "web_tls, web_tls", "web, starttls_fast", "tls_just, web_tls"})
    void twoPeopleChatAndSeeEachOther(String door, String otherDoor, Site site) throws Exception {
        EntityBareJid romeo = JidCreate.entityBareFrom("romeo-by-" + door + "-" + otherDoor + "@door.test");
        EntityBareJid juliet = JidCreate.entityBareFrom("juliet-by-" + door + "-" + otherDoor + "@door.test");
        Person.register(site.door("starttls_fast"), romeo);
        Person.register(site.door("starttls_fast"), juliet);
        try (Person one = Person.login(site.door(door), romeo);
                Person other = Person.login(site.door(otherDoor), juliet)) {
            new Encounter(one, other).run();
        }
        await().until(() -> site.house().sessions().all().stream()
                .noneMatch(session ->
                        session.jid().local().equals(romeo.getLocalpart().toString())));
    }
}
