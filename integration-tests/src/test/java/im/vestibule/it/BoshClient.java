package im.vestibule.it;

import static org.assertj.core.api.Assertions.assertThat;

import im.vestibule.config.TlsSpec.Mode;
import im.vestibule.model.Jid;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client by BOSH that a test has in hand, request by request. */
final class BoshClient implements Talker {
    static final String NS = "xmlns='http://jabber.org/protocol/httpbind'";
    static final String EMPTY = "<body " + NS + "/>";

    private static final String XMPP = " xmlns:xmpp='urn:xmpp:xbosh'";
    private static final Pattern SID = Pattern.compile(" sid='(\\w{32,})'");
    private static final Pattern JID = Pattern.compile("<jid>(.*?)</jid>");

    private final HttpClient http;
    private final URI uri;
    private final Consumer<String> told;
    private long rid = 1_573_741_820;
    private String sid = "";
    private int pings;

    BoshClient(Site.Door door) {
        this(door, HttpClient.Version.HTTP_1_1);
    }

    /** @param version of HTTP that is asked for */
    BoshClient(Site.Door door, HttpClient.Version version) {
        this(door, version, text -> {});
    }

    /** @param told takes the statuses of answers, and that a session is over */
    BoshClient(Site.Door door, Consumer<String> told) {
        this(door, HttpClient.Version.HTTP_1_1, told);
    }

    private BoshClient(Site.Door door, HttpClient.Version version, Consumer<String> told) {
        this.told = told;
        boolean secure = door.mode().equals(Optional.of(Mode.TLS));
        http = HttpClient.newBuilder()
                .version(version)
                .sslContext(Tls.context())
                .build();
        uri = URI.create(
                (secure ? "https" : "http") + "://127.0.0.1:" + door.address().getPort() + "/http-bind");
    }

    /** Terminates with this condition. */
    static String terminate(String condition) {
        return "<body " + NS + " type='terminate' condition='" + condition + "'/>";
    }

    /** Sends a body as it is. */
    CompletableFuture<HttpResponse<String>> post(String body) {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "text/xml; charset=utf-8")
                .POST(BodyPublishers.ofString(body))
                .build();
        return http.sendAsync(request, BodyHandlers.ofString()).thenApply(answer -> {
            told.accept(Integer.toString(answer.statusCode()));
            return answer;
        });
    }

    /** Asks in another way than by POST. */
    HttpResponse<String> ask(String method, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /** What is answered. */
    static String hear(CompletableFuture<HttpResponse<String>> answer) {
        try {
            return answer.get(Patience.LONGEST.toSeconds(), TimeUnit.SECONDS).body();
        } catch (InterruptedException | ExecutionException | TimeoutException failure) {
            throw new AssertionError(failure);
        }
    }

    /** The number of the request sent last. */
    long rid() {
        return rid;
    }

    /** So many numbers were used by hand. */
    void skip(int count) {
        rid += count;
    }

    String sid() {
        return sid;
    }

    /** Another client of the same session. */
    BoshClient on(Site.Door door) {
        BoshClient other = new BoshClient(door);
        other.rid = rid;
        other.sid = sid;
        return other;
    }

    /** Begins a session; hears what it is like. */
    String create(String domain, String... attributes) {
        String asked = attributes.length == 0 ? "hold='1' wait='60' ver='1.6'" : String.join(" ", attributes);
        String answer = hear(post("<body rid='" + ++rid + "' to='" + domain + "' " + asked
                + " xml:lang='en' xmpp:version='1.0' " + NS + XMPP + "/>"));
        Matcher found = SID.matcher(answer);
        assertThat(found.find()).as(answer).isTrue();
        sid = found.group(1);
        return answer;
    }

    /** The next request, with these attributes and this content. */
    CompletableFuture<HttpResponse<String>> send(String attributes, String content) {
        return send(++rid, attributes, content);
    }

    CompletableFuture<HttpResponse<String>> send(long rid, String attributes, String content) {
        return post("<body rid='" + rid + "' sid='" + sid + "' " + attributes + " " + NS + XMPP
                + (content.isEmpty() ? "/>" : ">" + content + "</body>"));
    }

    /** Sends the next request; hears what is answered to it. */
    String say(String content) {
        return hear(send("", content));
    }

    /** Begins a session for somebody with the password of a {@link Site}. */
    BoshClient login(Jid wanted) {
        assertThat(create(wanted.domain())).contains("<stream:features>", ">PLAIN</mechanism>");
        return authenticate(wanted);
    }

    /** With a session that is created. */
    BoshClient authenticate(Jid wanted) {
        assertThat(say(Wire.plain(wanted))).contains("<success ");
        assertThat(hear(send("xmpp:restart='true' to='" + wanted.domain() + "'", "")))
                .contains("<bind ");
        String bound = say("<iq xmlns='jabber:client' type='set' id='bind'>"
                + "<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>" + wanted.resource()
                + "</resource></bind></iq>");
        Matcher found = JID.matcher(bound);
        assertThat(found.find()).as(bound).isTrue();
        assertThat(found.group(1)).isEqualTo(wanted.toString());
        return this;
    }

    /** Only with a session at door.test, and if no request waits. */
    @Override
    public String unread() {
        String id = "round-trip-" + ++pings;
        StringBuilder others = new StringBuilder();
        String answer = say("<iq xmlns='jabber:client' type='get' id='" + id
                + "' to='door.test'><ping xmlns='urn:xmpp:ping'/></iq>");
        while (!answer.contains("id='" + id + "'")) {
            if (answer.contains(" type='terminate'")) {
                throw new AssertionError("expected an answer to " + id + "\nheard    " + answer);
            }
            others.append(answer);
            answer = say("");
        }
        return others.toString();
    }

    @Override
    public String last() {
        StringBuilder heard = new StringBuilder();
        for (String answer = ""; !answer.contains(" type='terminate'"); heard.append(answer)) {
            answer = say("");
        }
        sid = "";
        return heard.toString();
    }

    /** Ends the session if there is one; what else waits is answered then. */
    void leave() {
        if (!sid.isEmpty()) {
            String _ = hear(send("type='terminate'", ""));
            sid = "";
        }
    }

    /** The session is over, for whatever reason, or another client's. */
    void forget() {
        if (!sid.isEmpty()) {
            told.accept(Reckoning.UNSPEAKABLE);
        }
        sid = "";
    }

    @Override
    public void close() {
        leave();
        http.shutdownNow();
        http.close();
    }
}
