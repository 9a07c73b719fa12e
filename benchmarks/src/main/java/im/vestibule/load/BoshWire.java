package im.vestibule.load;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** XEP-0124 and XEP-0206, with {@code hold} 1: two connections, and always a request at the server. */
final class BoshWire extends Wire {
    private static final int WAIT_S = 60;
    private static final int FIRST_OUT = 512;
    private static final byte[] END = Bytes.of("</body>");
    private static final String ENDED = "ended the session: ";

    private final Slot[] slots = {new Slot(), new Slot()};
    private final Scanner scanner = Scanner.ofBody();
    private final Response response = new Response();
    private byte[] pending = new byte[FIRST_OUT];
    private int count;
    private String sid = "";
    private long next;
    private long answered;
    private int outstanding;
    private boolean begun;
    private boolean ending;

    /** One connection, with at most one request on it. */
    private static final class Slot {
        @Nullable
        Line line;

        boolean busy;
        long rid;
        /** An answer that has overtaken the one to an earlier request. */
        byte @Nullable [] early;
    }

    BoshWire(Driver driver, Client client) {
        super(driver, client);
        next = 1_000_000 + driver.random.nextLong(1_000_000_000);
        answered = next;
    }

    @Override
    void open() {
        slots[0].line = Line.open(driver, this);
    }

    @Override
    void up(Line up) {
        if (!begun) {
            begun = true;
            client.connected();
        }
    }

    @Override
    void begin(boolean again) {
        String common = " to='" + driver.target.domain() + "' xml:lang='en' xmlns='http://jabber.org/protocol/httpbind'"
                + " xmlns:xmpp='urn:xmpp:xbosh' rid='" + next + "'";
        String body = again
                ? "<body sid='" + sid + "' xmpp:restart='true'" + common + "/>"
                : "<body content='text/xml; charset=utf-8' hold='1' ver='1.6' xmpp:version='1.0' wait='" + WAIT_S + "'"
                        + common + "/>";
        post(free(), Bytes.of(body));
    }

    @Override
    void send(byte[] bytes, int from, int to) {
        int length = to - from;
        if (pending.length < count + length) {
            pending = Arrays.copyOf(pending, Math.max(2 * pending.length, count + length));
        }
        System.arraycopy(bytes, from, pending, count, length);
        count += length;
    }

    @Override
    void flush() {
        settle();
        for (Slot slot : slots) {
            if (slot.line != null) {
                slot.line.flush();
            }
        }
    }

    @Override
    void goodbye() {
        ending = true;
        send("<presence type='unavailable' xmlns='jabber:client'/>");
        flush();
    }

    @Override
    void abort() {
        for (Slot slot : slots) {
            if (slot.line != null) {
                slot.line.close();
                slot.line = null;
            }
        }
    }

    private @Nullable Slot free() {
        return !slots[0].busy ? slots[0] : !slots[1].busy ? slots[1] : null;
    }

    @Override
    void settle() {
        if (sid.isEmpty() || (count == 0 && (outstanding > 0 || !client.polls()))) {
            return;
        }
        Slot slot = free();
        // With both at the server, what is pending waits for an answer.
        if (slot != null) {
            byte[] head = Bytes.of("<body rid='" + next + "' sid='" + sid
                    + "' xmlns='http://jabber.org/protocol/httpbind'" + (ending ? " type='terminate'" : "")
                    + (count == 0 ? "/>" : ">"));
            if (count == 0) {
                post(slot, head);
            } else {
                byte[] body = Arrays.copyOf(head, head.length + count + END.length);
                System.arraycopy(pending, 0, body, head.length, count);
                System.arraycopy(END, 0, body, head.length + count, END.length);
                count = 0;
                post(slot, body);
            }
        }
    }

    private void post(@Nullable Slot slot, byte[] body) {
        if (slot == null) {
            client.lost(Fault.PROTOCOL, "no connection is free");
            return;
        }
        if (slot.line == null) {
            slot.line = Line.open(driver, this);
        }
        byte[] head = Bytes.of("POST " + driver.target.path() + " HTTP/1.1\r\nHost: " + driver.target.domain()
                + "\r\nContent-Type: text/xml; charset=utf-8\r\nContent-Length: " + body.length + "\r\n\r\n");
        slot.line.write(head, 0, head.length);
        slot.line.write(body, 0, body.length);
        slot.line.flush();
        slot.busy = true;
        slot.rid = next++;
        outstanding++;
    }

    @Override
    void down(Line line, String why) {
        for (Slot slot : slots) {
            if (slot.line == line) {
                slot.line = null;
                if (slot.busy || sid.isEmpty()) {
                    client.gone(why);
                }
            }
        }
    }

    @Override
    int take(Line line, byte[] bytes, int from, int to) {
        int at = from;
        Slot slot = slots[0].line == line ? slots[0] : slots[1];
        while (at < to && !line.isClosed() && response.read(bytes, at, to)) {
            if (!response.isOk() || !slot.busy) {
                client.lost(Fault.PROTOCOL, "HTTP: " + Bytes.text(bytes, at, to));
                return to;
            }
            at = response.end();
            if (slot.rid == answered) {
                answer(slot, bytes, response.body(), at);
                Slot other = slot == slots[0] ? slots[1] : slots[0];
                byte[] early = other.early;
                if (early != null && other.rid == answered && !line.isClosed()) {
                    other.early = null;
                    answer(other, early, 0, early.length);
                }
            } else {
                slot.early = Arrays.copyOfRange(bytes, response.body(), at);
            }
        }
        return line.isClosed() ? to : at;
    }

    private void answer(Slot slot, byte[] bytes, int from, int to) {
        slot.busy = false;
        outstanding--;
        answered++;
        if (scanner.next(bytes, from, to) != Scanner.Item.OPENING) {
            client.lost(Fault.PROTOCOL, "no <body/>: " + Bytes.text(bytes, from, to));
            return;
        }
        int at = scanner.end();
        String tag = Bytes.text(bytes, scanner.start(), at);
        if ("terminate".equals(Markup.attribute(tag, "type"))) {
            client.gone(ENDED + Bytes.text(bytes, from, to));
            return;
        }
        if (sid.isEmpty()) {
            sid = Markup.attribute(tag, "sid");
        }
        if (tag.endsWith("/>")) {
            if (ending && count == 0) {
                client.gone(ENDED);
            }
            return;
        }
        while (client.isOpen() && scanner.next(bytes, at, to) == Scanner.Item.ELEMENT) {
            at = scanner.end();
            client.element(bytes, scanner.start(), at);
        }
    }
}
