package im.vestibule.load;

import org.jspecify.annotations.Nullable;

/** One client: how far it has come, and what it says next. On the loop. */
final class Client {
    private static final byte[] MESSAGE = Bytes.of("<message");
    private static final byte[] IQ = Bytes.of("<iq");
    private static final byte[] PRESENCE = Bytes.of("<presence");
    private static final byte[] REQUEST = Bytes.of("<r");
    private static final byte[] STREAM_ERROR = Bytes.of("<stream:error");
    private static final String SASL = "urn:ietf:params:xml:ns:xmpp-sasl";
    private static final String TLS = "urn:ietf:params:xml:ns:xmpp-tls";
    private static final String MANAGEMENT = "urn:xmpp:sm:3";
    private static final String SESSION = "urn:ietf:params:xml:ns:xmpp-session";

    private final Driver driver;
    private final Plan plan;
    private final Watch watch;
    private final int index;
    private final Goal goal;
    private Phase phase = Phase.NEW;
    private @Nullable Wire wire;
    private @Nullable Sasl sasl;
    private boolean needsSession;
    private boolean managed;
    /** By which the session is resumed; empty without one. */
    private String token = "";

    private int handled;
    private long resumptions;
    private long acknowledgements;
    private long since;
    private String jid = "";

    /** What a client comes for. */
    enum Goal {
        /** To see the server's features, and to leave. */
        GREETING,
        /** To log in, and to stay. */
        SESSION
    }

    Client(Driver driver, Plan plan, Watch watch, int index, Goal goal) {
        this.driver = driver;
        this.plan = plan;
        this.watch = watch;
        this.index = index;
        this.goal = goal;
    }

    /** Counts from 0. */
    int index() {
        return index;
    }

    /** When it began to connect, by {@link System#nanoTime}. */
    long since() {
        return since;
    }

    /** Its full address, once it is ready. */
    String jid() {
        return jid;
    }

    boolean isReady() {
        return phase == Phase.READY;
    }

    boolean isOpen() {
        return phase != Phase.NEW && phase != Phase.OVER;
    }

    /** Has begun to log in, or to leave, and is not done. */
    boolean isBusy() {
        return isOpen() && phase != Phase.READY;
    }

    /** Whether BOSH has to keep a request at the server. */
    boolean polls() {
        return phase.compareTo(Phase.AUTH) >= 0 && phase.compareTo(Phase.READY) <= 0;
    }

    /** Connects and logs in, not for the first time perhaps: a session that was not left is resumed, if it counts. */
    void begin() {
        phase = Phase.CONNECT;
        since = System.nanoTime();
        sasl = null;
        managed = false;
        if (token.isEmpty()) {
            handled = 0;
        }
        wire = Wire.of(driver, this);
        wire.open();
    }

    void send(byte[] bytes, int from, int to) {
        wire().send(bytes, from, to);
    }

    void flush() {
        if (wire != null) {
            wire.flush();
        }
    }

    /** Whether stanzas have to declare their namespace. */
    String namespace() {
        return wire().namespace();
    }

    private Wire wire() {
        if (wire == null) {
            throw new IllegalStateException("never begun");
        }
        return wire;
    }

    /** Leaves politely; without a session it just hangs up. */
    void leave() {
        token = "";
        if (phase == Phase.READY) {
            phase = Phase.CLOSING;
            wire().goodbye();
        } else if (isOpen()) {
            end();
        }
    }

    /** Hangs up. */
    void end() {
        if (isOpen()) {
            phase = Phase.OVER;
            wire().abort();
        }
    }

    /** The transport is up, or STARTTLS is done. */
    void connected() {
        phase = Phase.HEADER;
        wire().begin(false);
    }

    /** The server has closed the stream; true if the connection is to be closed with care, because that is counted. */
    boolean closed() {
        if (phase == Phase.CLOSING && goal == Goal.GREETING) {
            return true;
        }
        gone("stream closed by the server");
        return false;
    }

    /** The connection or the stream has ended. */
    void gone(String why) {
        if (phase == Phase.CLOSING) {
            end();
            watch.over(this);
        } else {
            lost(Fault.CLOSED, why);
        }
    }

    /** Counts a failure, and hangs up. */
    void lost(Fault fault, String what) {
        if (!isOpen()) {
            return;
        }
        if (phase == Phase.CLOSING && goal == Goal.SESSION) {
            end();
            watch.over(this);
            return;
        }
        boolean wasReady = isReady();
        driver.faults.add(fault, plan.accounts().name(index) + " at " + phase + ": " + what);
        end();
        watch.lost(this, wasReady);
    }

    /** One stanza, or another element of the stream. */
    void element(byte[] bytes, int from, int to) {
        if (phase == Phase.READY) {
            ready(bytes, from, to);
        } else {
            String xml = Bytes.text(bytes, from, to);
            if (xml.startsWith("<stream:error") || xml.startsWith("<error xmlns='http://etherx")) {
                lost(Fault.STREAM, xml);
            } else {
                login(xml);
            }
        }
    }

    private void ready(byte[] bytes, int from, int to) {
        if (Bytes.starts(bytes, from, to, MESSAGE)) {
            handled++;
            watch.message(this, bytes, from, to);
        } else if (Bytes.starts(bytes, from, to, PRESENCE)) {
            handled++;
        } else if (Bytes.starts(bytes, from, to, IQ)) {
            handled++;
            answer(Bytes.text(bytes, from, to));
        } else if (Bytes.starts(bytes, from, to, STREAM_ERROR)) {
            lost(Fault.STREAM, Bytes.text(bytes, from, to));
        } else if (managed && Bytes.starts(bytes, from, to, REQUEST)) {
            acknowledge();
        }
    }

    private void acknowledge() {
        acknowledgements++;
        wire().send("<a xmlns='" + MANAGEMENT + "' h='" + handled + "'/>");
    }

    /** How often the server has asked what it has handled. */
    long acknowledgements() {
        return acknowledgements;
    }

    /** How often its session has been resumed. */
    long resumptions() {
        return resumptions;
    }

    private void answer(String iq) {
        if (Markup.attribute(iq, "type").equals("get")) {
            wire().send("<iq" + namespace() + " type='result' id='" + Markup.attribute(iq, "id") + "'/>");
        }
    }

    private void login(String xml) {
        switch (phase) {
            case HEADER -> features(xml);
            case STARTTLS -> {
                if (expect(xml, Fault.TLS, "<proceed")) {
                    wire().encrypt();
                }
            }
            case AUTH -> auth(xml);
            case AGAIN -> authenticated(xml);
            case RESUME -> resumed(xml);
            case BIND -> bound(xml);
            case SESSION -> {
                if (xml.startsWith("<iq") && expect(Markup.attribute(xml, "type"), Fault.PROTOCOL, "result")) {
                    available();
                }
            }
            case ENABLE -> {
                if (xml.startsWith("<enabled") || xml.startsWith("<failed")) {
                    if (expect(xml, Fault.PROTOCOL, "<enabled")) {
                        managed = true;
                        token = Markup.attribute(xml, "id");
                        present();
                    }
                }
            }
            case BARRIER -> barrier(xml);
            case NEW, CONNECT -> lost(Fault.PROTOCOL, "unexpected " + xml);
            case READY, CLOSING, OVER -> {}
        }
    }

    private boolean expect(String xml, Fault fault, String... starts) {
        for (String start : starts) {
            if (xml.startsWith(start)) {
                return true;
            }
        }
        lost(fault, "unexpected " + xml);
        return false;
    }

    private void features(String xml) {
        if (!expect(xml, Fault.PROTOCOL, "<stream:features", "<features")) {
            return;
        }
        watch.greeted(this);
        if (goal == Goal.GREETING) {
            phase = Phase.CLOSING;
            wire().goodbye();
        } else if (driver.target.security() == Security.STARTTLS && !encrypted()) {
            if (xml.contains(TLS)) {
                phase = Phase.STARTTLS;
                wire().send("<starttls xmlns='" + TLS + "'/>");
            } else {
                lost(Fault.TLS, "STARTTLS is not offered");
            }
        } else {
            authenticate();
        }
    }

    private boolean encrypted() {
        return wire instanceof TcpWire tcp && tcp.isEncrypted();
    }

    private void authenticate() {
        phase = Phase.AUTH;
        Accounts accounts = plan.accounts();
        Sasl exchange = Sasl.of(accounts.mechanism(), accounts.name(index), accounts.password());
        sasl = exchange;
        wire().send("<auth xmlns='" + SASL + "' mechanism='" + accounts.mechanism() + "'>" + exchange.initial()
                + "</auth>");
    }

    private void auth(String xml) {
        if (sasl == null || !expect(xml, Fault.AUTH, "<challenge", "<success")) {
            return;
        }
        if (xml.startsWith("<success")) {
            if (sasl.proven(Markup.text(xml))) {
                phase = Phase.AGAIN;
                wire().begin(true);
            } else {
                lost(Fault.AUTH, "the server's signature is wrong");
            }
            return;
        }
        sasl.response(Markup.text(xml))
                .ifPresentOrElse(
                        response -> wire().send("<response xmlns='" + SASL + "'>" + response + "</response>"),
                        () -> lost(Fault.AUTH, "bad challenge " + xml));
    }

    private void authenticated(String xml) {
        if (!expect(xml, Fault.PROTOCOL, "<stream:features", "<features")) {
            return;
        }
        needsSession = xml.contains(SESSION) && !xml.contains("<optional");
        if (token.isEmpty()) {
            bind();
        } else {
            phase = Phase.RESUME;
            wire().send("<resume xmlns='" + MANAGEMENT + "' previd='" + token + "' h='" + handled + "'/>");
        }
    }

    private void resumed(String xml) {
        if (xml.startsWith("<resumed")) {
            managed = true;
            resumptions++;
            phase = Phase.READY;
            watch.ready(this);
        } else if (expect(xml, Fault.PROTOCOL, "<failed")) {
            token = "";
            handled = 0;
            bind();
        }
    }

    private void bind() {
        phase = Phase.BIND;
        wire().send("<iq" + namespace() + " type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>"
                + plan.resource() + "</resource></bind></iq>");
    }

    private void bound(String xml) {
        jid = Markup.text(xml, "jid");
        if (!xml.startsWith("<iq") || jid.isEmpty()) {
            lost(Fault.PROTOCOL, "unexpected " + xml);
        } else if (needsSession) {
            phase = Phase.SESSION;
            wire().send("<iq" + namespace() + " type='set' id='s'><session xmlns='" + SESSION + "'/></iq>");
        } else {
            available();
        }
    }

    private void available() {
        if (plan.management()) {
            phase = Phase.ENABLE;
            wire().send("<enable xmlns='" + MANAGEMENT + "' resume='true'/>");
        } else {
            present();
        }
    }

    /** The answer to a request that follows the presence tells that the presence has been worked off. */
    private void present() {
        phase = Phase.BARRIER;
        wire().send("<presence" + namespace() + "/>");
        wire().send("<iq" + namespace() + " type='get' id='bar' to='" + driver.target.domain()
                + "'><ping xmlns='urn:xmpp:ping'/></iq>");
    }

    private void barrier(String xml) {
        if (xml.startsWith("<r") && managed) {
            acknowledge();
            return;
        }
        if (xml.startsWith("<iq") || xml.startsWith("<presence") || xml.startsWith("<message")) {
            handled++;
        }
        if (xml.startsWith("<iq") && Markup.attribute(xml, "id").equals("bar")) {
            phase = Phase.READY;
            watch.ready(this);
        }
    }
}
