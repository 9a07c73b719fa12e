package im.vestibule.services.register;

import im.vestibule.config.RegisterSpec;
import im.vestibule.model.Jid;
import im.vestibule.model.Ns;
import im.vestibule.model.XmlElement;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The messages that go out for a new account, from its domain. */
final class Notices {
    private final Optional<RegisterSpec.Welcome> welcome;
    private final List<Jid> watchers;

    Notices(RegisterSpec spec) {
        this.welcome = spec.welcome()
                .filter(message ->
                        !message.subject().isEmpty() || !message.body().isEmpty());
        this.watchers = spec.registrationWatchers().stream()
                .map(Jid::parse)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Stanzas to route, the account's own first. */
    List<XmlElement> of(Jid account, Optional<InetAddress> address) {
        List<XmlElement> messages = new ArrayList<>();
        welcome.ifPresent(message -> messages.add(message(account, account, "normal")
                .child("subject", Ns.CLIENT, message.subject())
                .child("body", Ns.CLIENT, message.body())
                .build()));
        String body = "The account " + account + " was registered"
                + address.map(from -> " from " + from.getHostAddress()).orElse("") + ".";
        for (Jid watcher : watchers) {
            messages.add(message(account, watcher, "chat")
                    .child("body", Ns.CLIENT, body)
                    .build());
        }
        return List.copyOf(messages);
    }

    private static XmlElement.Builder message(Jid account, Jid to, String type) {
        return XmlElement.builder("message", Ns.CLIENT)
                .attribute("type", type)
                .attribute("from", account.domain())
                .attribute("to", to.toString());
    }
}
