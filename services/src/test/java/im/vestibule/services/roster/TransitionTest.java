package im.vestibule.services.roster;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.services.roster.Transition.Notice;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables of RFC 6121 appendix A, each with three more lines for states with a pre-approval (~, §3.4). */
final class TransitionTest {
    private static final List<String> STATES = List.of(
            "none",
            "none+out",
            "none+in",
            "none+out+in",
            "to",
            "to+in",
            "from",
            "from+out",
            "both",
            "none~",
            "none+out~",
            "to~");

    private static final String TABLES = """
            outbound subscribe: §A.2.1
            none         route  none+out
            none+out     route  none+out
            none+in      route  none+out+in
            none+out+in  route  none+out+in
            to           route  to
            to+in        route  to+in
            from         route  from+out
            from+out     route  from+out
            both         route  both
            none~        route  none+out~
            none+out~    route  none+out~
            to~          route  to~

            outbound unsubscribe: §A.2.2
            none         route  none
            none+out     route  none
            none+in      route  none+in
            none+out+in  route  none+in
            to           route  none
            to+in        route  none+in
            from         route  from
            from+out     route  from
            both         route  from
            none~        route  none~
            none+out~    route  none~
            to~          route  none~

            outbound subscribed: §A.2.3
            none         stop   none~
            none+out     stop   none+out~
            none+in      route  from            available
            none+out+in  route  from+out        available
            to           stop   to~
            to+in        route  both            available
            from         stop   from
            from+out     stop   from+out
            both         stop   both
            none~        stop   none~
            none+out~    stop   none+out~
            to~          stop   to~

            outbound unsubscribed: §A.2.4
            none         stop   none
            none+out     stop   none+out
            none+in      route  none
            none+out+in  route  none+out
            to           stop   to
            to+in        route  to
            from         route  none            unavailable
            from+out     route  none+out        unavailable
            both         route  to              unavailable
            none~        stop   none
            none+out~    stop   none+out
            to~          stop   to

            inbound subscribe: §A.3.1
            none         deliver  none+in
            none+out     deliver  none+out+in
            none+in      stop     none+in
            none+out+in  stop     none+out+in
            to           deliver  to+in
            to+in        stop     to+in
            from         reply    from          available
            from+out     reply    from+out      available
            both         reply    both          available
            none~        reply    from          available
            none+out~    reply    from+out      available
            to~          reply    both          available

            inbound unsubscribe: §A.3.2
            none         stop     none
            none+out     stop     none+out
            none+in      deliver  none
            none+out+in  deliver  none+out
            to           stop     to
            to+in        deliver  to
            from         deliver  none          unavailable
            from+out     deliver  none+out      unavailable
            both         deliver  to            unavailable
            none~        stop     none~
            none+out~    stop     none+out~
            to~          stop     to~

            inbound subscribed: §A.3.3
            none         stop     none
            none+out     deliver  to
            none+in      stop     none+in
            none+out+in  deliver  to+in
            to           stop     to
            to+in        stop     to+in
            from         stop     from
            from+out     deliver  both
            both         stop     both
            none~        stop     none~
            none+out~    deliver  to~
            to~          stop     to~

            inbound unsubscribed: §A.3.4
            none         stop     none
            none+out     deliver  none
            none+in      stop     none+in
            none+out+in  deliver  none+in
            to           deliver  none
            to+in        deliver  none+in
            from         stop     from
            from+out     deliver  from
            both         deliver  from
            none~        stop     none~
            none+out~    deliver  none~
            to~          deliver  none~
            """;

    record Row(boolean outbound, SubscriptionType type, String before, Transition expected) {
        @Override
        public String toString() {
            return (outbound ? "outbound " : "inbound ") + type.value() + " in " + before;
        }
    }

    static Stream<Row> rows() {
        return Arrays.stream(TABLES.split("\n\n")).flatMap(table -> {
            List<String> lines = table.strip().lines().toList();
            String[] title = lines.getFirst().split("[ :]+", -1);
            boolean outbound = title[0].equals("outbound");
            SubscriptionType type = SubscriptionType.parse(title[1]).orElseThrow();
            return lines.stream().skip(1).map(line -> row(outbound, type, line.strip()));
        });
    }

    private static Row row(boolean outbound, SubscriptionType type, String line) {
        String[] cells = line.split(" +", -1);
        Notice notice = cells.length > 3 ? Notice.valueOf(cells[3].toUpperCase(Locale.ROOT)) : Notice.NONE;
        boolean passes = cells[1].equals(outbound ? "route" : "deliver");
        return new Row(
                outbound, type, cells[0], new Transition(state(cells[2]), passes, cells[1].equals("reply"), notice));
    }

    private static State state(String text) {
        Set<String> parts = new HashSet<>(Arrays.asList(text.replace("~", "+~").split("\\+")));
        Subscription subscription = Arrays.stream(Subscription.values())
                .filter(value -> parts.contains(value.value()))
                .findFirst()
                .orElseThrow();
        return new State(subscription, parts.contains("out"), parts.contains("in"), parts.contains("~"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void followsTheTable(Row row) {
        State before = state(row.before());

        Transition step =
                row.outbound() ? Transition.outbound(before, row.type()) : Transition.inbound(before, row.type());

        assertThat(step).isEqualTo(row.expected());
    }

    @Test
    void knowsARowForEachStateAndStanza() {
        Set<String> expected = new HashSet<>();
        for (String state : STATES) {
            for (SubscriptionType type : SubscriptionType.values()) {
                expected.add("outbound " + type.value() + " in " + state);
                expected.add("inbound " + type.value() + " in " + state);
            }
        }

        assertThat(rows().map(Row::toString)).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void hasNoOtherStates() {
        Set<State> possible = new HashSet<>();
        for (Subscription subscription : Subscription.values()) {
            for (int bits = 0; bits < 8; bits++) {
                try {
                    possible.add(new State(subscription, (bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0));
                } catch (IllegalArgumentException e) {
                    assertThat(e).hasMessageContaining("no such state");
                }
            }
        }

        assertThat(possible)
                .containsExactlyInAnyOrderElementsOf(
                        STATES.stream().map(TransitionTest::state).toList());
    }
}
