package im.vestibule.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import im.vestibule.model.Ns;
import im.vestibule.model.StreamError;
import im.vestibule.model.XmlWriter;
import java.io.ByteArrayOutputStream;
import java.util.Optional;

/** Writes answers as XML. */
final class BoshWords {
    private static final byte[] OPENING = ("<body xmlns='" + BoshTag.NS + "'").getBytes(UTF_8);
    private static final byte[] STREAM = (" xmlns:stream='" + Ns.STREAMS + "'").getBytes(UTF_8);
    private static final byte[] CLOSING = "</body>".getBytes(UTF_8);
    private static final byte[] EMPTY = "/>".getBytes(UTF_8);
    private static final XmlWriter WRITER = XmlWriter.stream(BoshTag.NS);

    private final ByteArrayOutputStream out;

    private BoshWords(int size) {
        out = new ByteArrayOutputStream(size);
    }

    /**
     * A whole answer.
     *
     * @param sid of the session
     * @param host that the session is with
     * @param said goes with it
     */
    static byte[] of(BoshReply reply, Said said, String sid, String host) {
        BoshWords words = new BoshWords(OPENING.length + CLOSING.length + STREAM.length + said.length());
        words.out.writeBytes(OPENING);
        Optional<StreamError> error = Optional.empty();
        switch (reply) {
            case BoshReply.Created(BoshTerms terms, long rid) -> words.created(terms, rid, sid, host);
            case BoshReply.Plain plain -> words.plain(plain);
            case BoshReply.Terminate last -> {
                words.terminate(last);
                error = last.error();
            }
            case BoshReply.Again() -> words.attribute("type", "error");
        }
        words.content(said, error);
        return words.out.toByteArray();
    }

    /** An answer that no session is about. */
    static byte[] of(BoshCondition condition) {
        return of(BoshReply.Terminate.of(condition), Said.NOTHING, "", "");
    }

    private void created(BoshTerms terms, long rid, String sid, String host) {
        attribute("xmlns:xmpp", BoshTag.XMPP);
        attribute("sid", sid);
        attribute("from", host);
        attribute("wait", terms.patience().toSeconds());
        attribute("hold", terms.hold());
        attribute("requests", terms.requests());
        terms.version().ifPresent(version -> attribute("ver", version));
        terms.inactivity().ifPresent(time -> attribute("inactivity", time.toSeconds()));
        attribute("maxpause", terms.maxPause().toSeconds());
        if (terms.polls()) {
            attribute("polling", BoshTerms.POLLING.toSeconds());
        }
        if (terms.serverAcks()) {
            attribute("ack", rid);
        }
        attribute("xmpp:version", "1.0");
        attribute("xmpp:restartlogic", "true");
    }

    private void plain(BoshReply.Plain plain) {
        plain.ack().ifPresent(ack -> attribute("ack", ack));
        plain.report().ifPresent(report -> {
            attribute("report", report.rid());
            attribute("time", report.age().toMillis());
        });
    }

    private void terminate(BoshReply.Terminate last) {
        attribute("type", "terminate");
        last.condition().ifPresent(condition -> attribute("condition", condition.text()));
    }

    private void content(Said said, Optional<StreamError> error) {
        if (said.prefixed() || error.isPresent()) {
            out.writeBytes(STREAM);
        }
        if (said.length() == 0 && error.isEmpty()) {
            out.writeBytes(EMPTY);
            return;
        }
        out.write('>');
        said.writeTo(out);
        error.ifPresent(last -> WRITER.write(last.element(), out::write));
        out.writeBytes(CLOSING);
    }

    private void attribute(String name, long value) {
        attribute(name, Long.toString(value));
    }

    private void attribute(String name, String value) {
        out.writeBytes(XmlWriter.attribute(name, value));
    }
}
