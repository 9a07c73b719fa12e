package im.vestibule.services.iq;

import im.vestibule.config.VersionSpec;
import im.vestibule.model.Ns;
import im.vestibule.model.StanzaError.Condition;
import im.vestibule.model.XmlElement;

/** Tells what software this is (XEP-0092). */
public final class Version implements IqHandler {
    private final XmlElement answer;

    /**
     * @param version of this software
     * @param system name and version of the operating system, told if the spec allows it
     */
    public Version(String version, VersionSpec spec, String system) {
        XmlElement.Builder query = XmlElement.builder("query", Ns.VERSION)
                .child("name", Ns.VERSION, "Vestibule")
                .child("version", Ns.VERSION, version);
        if (spec.osInfo()) {
            query.child("os", Ns.VERSION, system);
        }
        this.answer = query.build();
    }

    @Override
    public String namespace() {
        return Ns.VERSION;
    }

    @Override
    public boolean waits() {
        return false;
    }

    @Override
    public IqAnswer handle(IqRequest request) {
        return request.asks("query") ? IqAnswer.result(answer) : IqAnswer.refused(Condition.BAD_REQUEST);
    }
}
