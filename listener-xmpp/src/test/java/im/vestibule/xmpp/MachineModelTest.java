package im.vestibule.xmpp;

import im.vestibule.config.S2sSpec.UseStarttls;
import im.vestibule.xmpp.C2sPolicy.StartTls;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** No pair of state and event is out of place, and what holds for streams holds after any events in any order. */
class MachineModelTest {
    @Property(tries = 5_000)
    void ofClients(@ForAll StartTls startTls, @ForAll @Size(max = 60) byte[] moves) {
        new C2sWalk(startTls).walk(moves);
    }

    @Property(tries = 5_000)
    void ofServersThatCallUs(@ForAll UseStarttls terms, @ForAll @Size(max = 60) byte[] moves) {
        new InboundWalk(terms).walk(moves);
    }

    @Property(tries = 5_000)
    void ofServersThatWeCall(@ForAll UseStarttls terms, @ForAll boolean asks, @ForAll @Size(max = 60) byte[] moves) {
        new OutboundWalk(terms, asks).walk(moves);
    }

    @Property(tries = 5_000)
    void ofComponents(@ForAll @Size(max = 60) byte[] moves) {
        new ComponentWalk().walk(moves);
    }
}
