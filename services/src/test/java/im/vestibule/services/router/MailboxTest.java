package im.vestibule.services.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import im.vestibule.config.ModulesSpec;
import im.vestibule.config.OfflineSpec;
import im.vestibule.model.Jid;
import im.vestibule.model.XmlElement;
import im.vestibule.services.account.Existence;
import im.vestibule.services.host.Hosts;
import im.vestibule.services.offline.MemoryOfflineStore;
import im.vestibule.services.offline.Offline;
import im.vestibule.services.offline.SqlOfflineStore;
import im.vestibule.services.store.Store;
import im.vestibule.services.testing.Directory;
import im.vestibule.services.testing.House;
import im.vestibule.services.testing.House.Guest;
import im.vestibule.services.testing.Served;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a message to somebody who is away, by what the back end says of the account. */
final class MailboxTest {
    private static final Jid BOB = Jid.of("bob@a.test");

    private final House house = new House();
    private final MemoryOfflineStore store = new MemoryOfflineStore();
    private final Offline offline =
            new Offline(store, house, new OfflineSpec("none", false, ModulesSpec.Backend.MNESIA));
    private final Guest alice = house.arrive("alice@a.test/desk");

    private Mailbox mailbox(Existence answer, Offline box) {
        Hosts hosts = new Hosts(List.of(Served.host("a.test", Optional.empty(), Optional.of(box))));
        return new Mailbox(hosts, Directory.accounts(answer), house.sessions());
    }

    private static XmlElement message() {
        return XmlElement.parse("<message xmlns='jabber:client' to='bob@a.test'><body>hi</body></message>")
                .orElseThrow();
    }

    private void say(Existence answer) {
        if (mailbox(answer, offline).keep(alice.session(), BOB, message()) instanceof Routed.Later(Runnable work)) {
            work.run();
        }
    }

    @ParameterizedTest
    @CsvSource({"ABSENT,cancel,service-unavailable", "UNAVAILABLE,wait,internal-server-error"})
    void comesBackWithWhatTheSenderCanDoAboutIt(Existence answer, String type, String condition) {
        say(answer);

        assertThat(alice.ear().heard()).singleElement().asString().contains("<error type='" + type + "'><" + condition);
        assertThat(offline.count(BOB)).isZero();
    }

    @Test
    void isKeptForWhoeverHasAnAccount() {
        say(Existence.EXISTS);

        assertThat(alice.ear().heard()).isEmpty();
        assertThat(offline.count(BOB)).isEqualTo(1);
    }

    @Test
    void isNoTroubleOfItsSendersOnceItIsKept() {
        Guest bob = house.arrive("bob@a.test/desk");
        store.unreadable(true);

        say(Existence.EXISTS);

        assertThat(alice.ear().heard()).isEmpty();
        assertThat(offline.count(BOB)).isEqualTo(1);
        assertThat(bob.ear().heard()).containsExactly("closed: internal-server-error");
    }

    /** Somebody has registered, and is to be welcomed. */
    @Test
    void leavesItAtThatIfTheStoreTakesNoWordOfItsOwn(@TempDir Path directory) {
        Store store = Store.open(directory);
        Offline box = new Offline(
                new SqlOfflineStore(store), house, new OfflineSpec("none", false, ModulesSpec.Backend.RDBMS));
        store.close();

        assertThatCode(() -> mailbox(Existence.EXISTS, box).announce(BOB, message()))
                .doesNotThrowAnyException();
    }
}
