package im.vestibule.services.change;

import im.vestibule.model.Jid;
import im.vestibule.model.StreamError;
import im.vestibule.model.XmlElement;

/**
 * What a change asks of the router, in the order of the list it comes in. None of it is held against the account's block
 * list: a contact that has just been blocked still learns that the account is unavailable to it.
 */
public sealed interface Effect {
    /**
     * Route a stanza as if the account had sent it.
     *
     * @param stanza with {@code from} and {@code to} set to these addresses
     */
    record Route(Jid from, Jid to, XmlElement stanza) implements Effect {}

    /** Send the current presence of each available resource of the account. */
    record Available(Jid account, Jid to) implements Effect {}

    /** Send {@code unavailable} from each available resource of the account. */
    record Unavailable(Jid account, Jid to) implements Effect {}

    /** Ask for the presence of a contact on behalf of the account (RFC 6121 §4.3). */
    record Probe(Jid account, Jid to) implements Effect {}

    /** End a session, behind what it has been sent. */
    record End(Jid session, StreamError reason) implements Effect {}
}
