package im.vestibule.it;

import static im.vestibule.it.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.model.Jid;
import java.io.IOException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that keep a session (XEP-0198) and do not keep to its rules, or are cut off at the worst moment. */
@Hostile
class HostileResumptionTest {
    private static final String SM = "urn:xmpp:sm:3";

    /** At a domain that keeps ten stanzas, and three messages for who is away. */
    private static final Jid MUTE = Jid.of("mute@brief.test/home");

    private static final Jid TALKER = Jid.of("talker@brief.test/home");
    private static final Jid CUT = Jid.of("cut@door.test/home");
    private static final Jid FRIEND = Jid.of("friend@door.test/home");
    private static final int KEPT = 10;
    private static final int STORED = 3;

    private static final Pattern ENABLED = Pattern.compile("<enabled [^>]*id='([^']+)'[^>]*/>");
    private static final Pattern RETURNED =
            Pattern.compile("(?s)<message (?=[^>]*type='error')[^>]*id='(\\d+)'.*?<resource-constraint .*?</message>");

    private static String enable(Wire wire) throws IOException {
        wire.say("<enable xmlns='" + SM + "' resume='true'/>");
        return wire.hear(ENABLED).group(1);
    }

    @Test
    void b04CountsNothingBeforeThereIsASession(Site site) throws IOException {
        site.renew(CUT.bare());
        try (Wire wire = site.connect("clear").authenticate(CUT)) {
            wire.say("<enable xmlns='" + SM + "'/>");
            wire.hear(failed("unexpected-request"));
        }
    }

    private static String failed(String condition) {
        return "<failed xmlns='" + SM + "'><" + condition + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></failed>";
    }

    @Test
    void b05EndsAStreamThatAcknowledgesMoreThanItWasSent(Site site) throws IOException {
        site.renew(CUT.bare());
        try (Wire wire = site.connect("clear").login(CUT)) {
            enable(wire);
            wire.say("<a xmlns='" + SM + "' h='7'/>");
            assertThat(wire.end())
                    .startsWith("<stream:error><undefined-condition xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>")
                    .endsWith("<handled-count-too-high xmlns='" + SM
                            + "' h='7' send-count='0'/></stream:error></stream:stream>");
        }
    }

    @Test
    void b06NobodyGoesOnWithTheSessionOfAnother(Site site) throws IOException {
        site.renew(CUT.bare());
        site.renew(FRIEND.bare());
        try (Wire owner = site.connect("clear").login(CUT);
                Wire thief = site.connect("clear").authenticate(FRIEND)) {
            String id = enable(owner);
            thief.say("<resume xmlns='" + SM + "' previd='" + id + "' h='0'/>");
            thief.hear(failed("item-not-found"));
            owner.say("<r xmlns='" + SM + "'/></stream:stream>");
            assertThat(owner.end()).isEqualTo("<a xmlns='" + SM + "' h='0'/></stream:stream>");
        }
    }

    @Test
    void b07EndsASessionThatNeverAcknowledges(Site site) throws IOException {
        site.renew(MUTE.bare());
        site.renew(TALKER.bare());
        try (Wire talker = site.connect("clear").login(TALKER)) {
            try (Wire mute = site.connect("clear").login(MUTE)) {
                enable(mute);
                for (int i = 1; i <= KEPT + 1; i++) {
                    talker.say(
                            "<message to='" + MUTE + "' id='" + i + "' type='chat'><body>" + i + "</body></message>");
                }
                assertThat(mute.end())
                        .contains("<body>" + (KEPT + 1) + "</body>")
                        .contains("<resource-constraint ", "too many unacked stanzas");
            }
            await().until(() -> !site.has(MUTE));
            for (int i = STORED + 1; i <= KEPT + 1; i++) {
                assertThat(talker.hear(RETURNED).group(1)).isEqualTo(Integer.toString(i));
            }
            assertThat(talker.unread()).isEmpty();
        }
        try (Wire mute = site.connect("clear").login(MUTE)) {
            mute.say("<presence/>");
            for (int i = 1; i <= STORED; i++) {
                mute.hear(Pattern.compile(
                        "(?s)(?:<presence (?:(?!<message).)*)?<message [^>]*id='" + i + "'.*?</message>"));
            }
            assertThat(mute.unread()).doesNotContain("<message ");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void b09CountsNoStanzaThatIsCutInTwo(boolean reset, Site site) throws IOException {
        site.renew(CUT.bare());
        site.renew(FRIEND.bare());
        try (Wire friend = site.connect("clear").login(FRIEND)) {
            String id = comesToHalf(site, reset);
            try (Wire back = site.connect("clear").authenticate(CUT)) {
                back.say("<resume xmlns='" + SM + "' previd='" + id + "' h='0'/>");
                // The presence, and the message that was whole.
                back.hear(Pattern.compile("<resumed (?=[^>]*previd='" + Pattern.quote(id) + "')[^>]*h='2'[^>]*/>"));
                back.say(message("two"));
                friend.hear(heard("one"));
                friend.hear(heard("two"));
                assertThat(friend.unread()).isEmpty();
                back.say("<r xmlns='" + SM + "'/></stream:stream>");
                assertThat(back.end()).contains("<a xmlns='" + SM + "' h='3'/>");
            }
        }
    }

    /** Returns the id of the session that is left. */
    private static String comesToHalf(Site site, boolean reset) throws IOException {
        try (Wire cut = site.connect("clear").login(CUT)) {
            String id = enable(cut);
            String half = message("two");
            cut.say("<presence/>" + message("one") + "<r xmlns='" + SM + "'/>" + half.substring(0, half.length() / 2));
            cut.hear(Pattern.compile("(?s).*?<a xmlns='" + SM + "' h='[12]'/>"));
            if (reset) {
                cut.reset();
            }
            return id;
        }
    }

    private static String message(String text) {
        return "<message to='" + FRIEND + "' type='chat'><body>" + text + "</body></message>";
    }

    private static Pattern heard(String text) {
        return Pattern.compile("(?s)<message [^>]*>\\s*<body>" + text + "</body></message>");
    }
}
