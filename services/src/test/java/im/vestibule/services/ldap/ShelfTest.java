package im.vestibule.services.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ShelfTest {
    private final AtomicLong clock = new AtomicLong();
    private final Shelf shelf = new Shelf(clock::get);
    private final Library library;

    ShelfTest() throws LDAPException {
        library = Library.open();
    }

    @AfterEach
    void close() {
        library.close();
    }

    private LDAPConnection connection() throws LDAPException {
        return new LDAPConnection("127.0.0.1", library.port());
    }

    @Test
    void givesTheLastFirst() throws LDAPException {
        LDAPConnection first = connection();
        LDAPConnection second = connection();
        shelf.put(first);
        shelf.put(second);
        assertThat(shelf.take()).containsSame(second);
        assertThat(shelf.take()).containsSame(first);
        assertThat(shelf.take()).isEmpty();
        shelf.put(first);
        shelf.put(second);
        shelf.close();
    }

    @Test
    void closesWhatWasIdleForAMinute() throws LDAPException {
        LDAPConnection old = connection();
        LDAPConnection fresh = connection();
        shelf.put(old);
        clock.set(Duration.ofMinutes(1).toNanos());
        shelf.put(fresh);
        assertThat(old.isConnected()).isFalse();
        assertThat(shelf.take()).containsSame(fresh);
        shelf.put(fresh);
        clock.set(Duration.ofMinutes(2).toNanos());
        assertThat(shelf.take()).isEmpty();
        assertThat(fresh.isConnected()).isFalse();
    }

    @Test
    void keepsNothingOnceItIsClosed() throws LDAPException {
        LDAPConnection before = connection();
        LDAPConnection after = connection();
        shelf.put(before);
        shelf.close();
        shelf.put(after);
        assertThat(before.isConnected()).isFalse();
        assertThat(after.isConnected()).isFalse();
    }
}
