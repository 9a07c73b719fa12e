package im.vestibule.it;

import im.vestibule.config.TlsSpec.Mode;
import im.vestibule.model.Jid;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A bare socket that a test talks XML, or nonsense, over. */
final class Wire implements Talker {
    private static final int PATIENCE_MS = (int) Patience.LONGEST.toMillis();
    static final Pattern FEATURES =
            Pattern.compile("(?s)<\\?xml version='1.0'\\?><stream:stream .*?<stream:features>.*?</stream:features>");
    private static final Pattern ERROR = Pattern.compile("<stream:error[^>]*><([a-z-]+)[ /]");
    private static final int CHUNK = 16 * 1024;
    private static final int LONGEST_ERROR = 120;
    /** Of every component. */
    static final String PASSWORD = "component-secret";

    private static final Pattern GREETED =
            Pattern.compile("<\\?xml version='1.0'\\?><stream:stream [^>]* id='([^']*)' from='[^']*'>");
    static final Pattern BOUND = Pattern.compile("(?s)<iq type='result' id='bind'>.*?<jid>(.*?)</jid>.*?</iq>");

    private final Site.Door door;
    private final Consumer<String> told;
    private Socket socket;
    private Reader reader;
    private StringBuilder heard = new StringBuilder();
    private @Nullable Jid jid;
    private boolean component;
    private boolean over;
    private boolean proceeding;
    private int pings;

    Wire(Site.Door door) throws IOException {
        this(door, connected(door), condition -> {});
    }

    /**
     * @param told takes the condition of the stream error that ends this, if one does
     */
    Wire(Site.Door door, Consumer<String> told) throws IOException {
        this(door, connected(door), told);
    }

    /**
     * @param connected to that door, straight or by detours
     */
    Wire(Site.Door door, Socket connected) throws IOException {
        this(door, connected, condition -> {});
    }

    private Wire(Site.Door door, Socket connected, Consumer<String> told) throws IOException {
        this.door = door;
        this.told = told;
        socket = connected;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MS);
        reader = reader();
    }

    private static Socket connected(Site.Door door) throws IOException {
        Socket socket = new Socket();
        socket.connect(door.address(), PATIENCE_MS);
        return socket;
    }

    private Reader reader() throws IOException {
        return new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8);
    }

    Site.Door door() {
        return door;
    }

    void say(String text) throws IOException {
        say(text.getBytes(StandardCharsets.UTF_8));
    }

    void say(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** Starts TLS. */
    void secure(String... protocols) throws IOException {
        socket = Tls.over(socket, protocols);
        reader = reader();
    }

    /** Starts TLS as a client of one's own. */
    void secure(SSLContext client, String... protocols) throws IOException {
        socket = Tls.over(client, socket, protocols);
        reader = reader();
    }

    /** The secured socket. */
    SSLSocket tls() {
        return (SSLSocket) socket;
    }

    /** Data of a channel binding of this connection. */
    byte[] binding(String type) {
        return Tls.binding(tls().getSession(), type);
    }

    Socket socket() {
        return socket;
    }

    /** Does what this door asks for until a session is open. */
    Wire login(Jid wanted) throws IOException {
        authenticate(wanted);
        String resource = wanted.resource().isEmpty() ? "" : "<resource>" + wanted.resource() + "</resource>";
        say("<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>" + resource + "</bind></iq>");
        jid = Jid.parse(hear(BOUND).group(1)).orElseThrow();
        return this;
    }

    /** Does what this door asks for until a resource can be bound. */
    Wire authenticate(Jid account) throws IOException {
        greet(account.domain());
        say(plain(account));
        hear("<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>");
        return open(account.domain());
    }

    /** Sends a header and hears what is offered. */
    Wire open(String domain) throws IOException {
        say(header(domain));
        hear(FEATURES);
        return this;
    }

    /** Opens a stream; behind TLS, where the door has it. */
    Wire greet(String domain) throws IOException {
        if (door.mode().equals(Optional.of(Mode.TLS))) {
            secure();
        }
        open(domain);
        if (door.mode().isPresent() && !door.mode().get().equals(Mode.TLS)) {
            say("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
            hear("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
            secure();
            open(domain);
        }
        return this;
    }

    /** Opens a stream between two domains. */
    Wire greetAsServer(String from, String to) throws IOException {
        say("<stream:stream xmlns='jabber:server' xmlns:stream='http://etherx.jabber.org/streams'"
                + " xmlns:db='jabber:server:dialback' version='1.0' from='" + from + "' to='" + to + "'>");
        hear(FEATURES);
        return this;
    }

    /** Becomes a component of this name, whose password is {@link #PASSWORD}. */
    Wire join(String name) throws IOException {
        return join(name, PASSWORD);
    }

    Wire join(String name, String password) throws IOException {
        return join(name, password, componentHeader(name));
    }

    /** Becomes a component that has a domain below every host. */
    Wire joinBelowHosts(String name) throws IOException {
        return join(name, PASSWORD, componentHeader(name).replaceFirst(" ", " is_subdomain='true' "));
    }

    private Wire join(String name, String password, String header) throws IOException {
        say(header);
        String id = hear(GREETED).group(1);
        say("<handshake>" + handshake(id, password) + "</handshake>");
        hear("<handshake/>");
        component = true;
        jid = Jid.parse(name).orElseThrow();
        return this;
    }

    static String componentHeader(String name) {
        return "<stream:stream to='" + name + "' xmlns='jabber:component:accept'"
                + " xmlns:stream='http://etherx.jabber.org/streams'>";
    }

    /** XEP-0114 §3. */
    static String handshake(String id, String password) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest((id + password).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static String header(String domain) {
        return "<stream:stream to='" + domain + "' version='1.0' xmlns='jabber:client'"
                + " xmlns:stream='http://etherx.jabber.org/streams'>";
    }

    /** Credentials of an account that has the password of a {@link Site}. */
    static String plain(Jid account) {
        return plain(account, Site.password(account.bare()));
    }

    static String plain(Jid account, String password) {
        String credentials = base64("\0" + account.local() + "\0" + password);
        Log.all().mustNotTell(credentials);
        return "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>" + credentials + "</auth>";
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The address of the session or component; absent unless it was opened by {@link #login} or {@link #join}. */
    Optional<Jid> jid() {
        return Optional.ofNullable(jid);
    }

    void hear(String text) throws IOException {
        hear(Pattern.compile(Pattern.quote(text)));
    }

    /** Waits until the pattern matches the beginning of what was heard and not yet taken, and takes that. */
    @SuppressWarnings("JdkObsolete") // Whether more input could help is just what hitEnd() tells.
    Matcher hear(Pattern pattern) throws IOException {
        while (true) {
            String text = heard.toString();
            Matcher matcher = pattern.matcher(text);
            if (matcher.lookingAt()) {
                heard = new StringBuilder(text.substring(matcher.end()));
                return matcher;
            }
            if (!matcher.hitEnd()) {
                throw new AssertionError("expected " + pattern + "\nheard    " + heard);
            }
            if (!listen("expected " + pattern)) {
                throw new AssertionError("expected " + pattern + "\nheard    " + heard + "\nthen the end");
            }
        }
    }

    /** Only with a session, or as a component. */
    @Override
    public String unread() throws IOException {
        Jid me = jid().orElseThrow();
        String host = component ? "door.test" : me.domain();
        String id = "round-trip-" + ++pings;
        String from = component ? " from='" + me + "'" : "";
        say("<iq type='get' id='" + id + "'" + from + " to='" + host + "'><ping xmlns='urn:xmpp:ping'/></iq>");
        String pong = "<iq type='result' id='" + id + "' from='" + host + "' to='" + me + "'/>";
        int start = heard.indexOf(pong);
        while (start < 0) {
            int known = Math.max(0, heard.length() - pong.length());
            if (!listen("expected " + pong)) {
                throw new AssertionError("expected " + pong + "\nheard    " + heard + "\nthen the end");
            }
            start = heard.indexOf(pong, known);
        }
        heard.delete(start, start + pong.length());
        return heard.toString();
    }

    /** Takes all that was heard. */
    void forget() {
        heard = new StringBuilder();
    }

    /** What has arrived until now and was not yet taken. */
    String arrived() {
        return heard.toString();
    }

    /** Waits for the end of what the server says; returns what was not yet taken. */
    String end() throws IOException {
        boolean more = true;
        while (more) {
            more = listen("expected the end");
        }
        return heard.toString();
    }

    @Override
    public String last() throws IOException {
        String heard = end();
        close();
        return heard;
    }

    /** Waits for more; false at the end. */
    private boolean listen(String wanted) throws IOException {
        try {
            char[] chunk = new char[CHUNK];
            int count = reader.read(chunk);
            if (count > 0) {
                int from = Math.max(0, heard.length() - LONGEST_ERROR);
                heard.append(chunk, 0, count);
                tell(from);
            }
            return count >= 0;
        } catch (SocketTimeoutException e) {
            throw new AssertionError(wanted + "\nheard    " + heard + "\nthen nothing for " + PATIENCE_MS + " ms", e);
        } catch (IOException reset) {
            // A reset is an end, too, and so is a connection cut without a goodbye of TLS.
            return false;
        }
    }

    private void tell(int from) {
        proceeding |= heard.indexOf("<proceed ", from) >= 0;
        Matcher end = ERROR.matcher(heard);
        if (!over && end.find(from)) {
            over = true;
            told.accept(end.group(1));
        }
    }

    /** Closes without a goodbye of any kind. */
    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Where TLS was about to begin, nothing could be said of why it does not. */
    @Override
    public void close() throws IOException {
        if (proceeding && !over && !(socket instanceof SSLSocket)) {
            over = true;
            told.accept(Reckoning.UNSPEAKABLE);
        }
        socket.close();
    }
}
