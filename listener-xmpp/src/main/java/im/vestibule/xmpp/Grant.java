package im.vestibule.xmpp;

import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.Octets;
import im.vestibule.model.XmlElement;
import im.vestibule.services.fast.FastToken;
import im.vestibule.services.sasl.Payload;
import im.vestibule.xmpp.C2sState.Talk;
import java.util.Optional;

/**
 * What a client has proved by SASL2 and is about to be told.
 *
 * @param account it may act as
 * @param data additional data of the mechanism; none if there is none, or once it is sent
 * @param token to come back with
 * @param resumption what became of the wish to resume a session
 */
record Grant(
        Talk talk,
        Sasl2 profile,
        Jid account,
        Octets data,
        Optional<FastToken> token,
        Optional<XmlElement> resumption) {
    InlineRequest request() {
        return profile.request();
    }

    Grant with(Optional<FastToken> fresh) {
        return new Grant(talk, profile, account, data, fresh, resumption);
    }

    Grant with(XmlElement outcome) {
        return new Grant(talk, profile, account, data, token, Optional.of(outcome));
    }

    Grant withoutData() {
        return new Grant(talk, profile, account, Octets.NONE, token, resumption);
    }

    /** XEP-0388 §2.6.3. */
    XmlElement next(String task) {
        XmlElement tasks = XmlElement.builder("tasks", Ns.SASL2)
                .child("task", Ns.SASL2, task)
                .build();
        return element("continue").child(tasks).build();
    }

    /**
     * XEP-0388 §2.6.1.
     *
     * @param jid full if there is a session
     */
    XmlElement success(Jid jid) {
        return success(jid, Optional.empty());
    }

    /**
     * The same for a session that has just begun (XEP-0386 §3.3).
     *
     * @param enabled whether it counts its stanzas
     */
    XmlElement bound(Jid jid, Optional<XmlElement> enabled) {
        XmlElement.Builder bound = XmlElement.builder("bound", Ns.BIND2);
        enabled.ifPresent(bound::child);
        return success(jid, Optional.of(bound.build()));
    }

    private XmlElement success(Jid jid, Optional<XmlElement> bound) {
        XmlElement.Builder success = element("success").child("authorization-identifier", Ns.SASL2, jid.toString());
        resumption.ifPresent(success::child);
        bound.ifPresent(success::child);
        token.ifPresent(fresh -> success.child(XmlElement.builder("token", Ns.FAST)
                .attribute("token", fresh.secret().reveal())
                .attribute("expiry", fresh.expiry().toString())
                .build()));
        return success.build();
    }

    private XmlElement.Builder element(String name) {
        XmlElement.Builder element = XmlElement.builder(name, Ns.SASL2);
        return data.isEmpty() ? element : element.child("additional-data", Ns.SASL2, Payload.encode(data));
    }
}
