package im.vestibule.services.domain;

/** Why nothing was done with a domain. */
public enum Refusal {
    INVALID_NAME("domain_invalid_name", "This is no domain name"),
    STATIC("static", "Domain static: it is one of general.hosts"),
    UNKNOWN_HOST_TYPE("unknown_host_type", "Unknown host type: it is not one of general.host_types"),
    DUPLICATE("duplicate", "Domain already exists"),
    NOT_FOUND("not_found", "Given domain does not exist"),
    WRONG_HOST_TYPE("wrong_host_type", "Domain has another host type"),
    DELETED("deleted", "Domain is being removed"),
    /** The store cannot do it now; of a removal: it goes on later. */
    UNAVAILABLE("unavailable", "The store cannot do it now");

    private final String code;
    private final String text;

    Refusal(String code, String text) {
        this.code = code;
        this.text = text;
    }

    /** As errors of GraphQL have it in {@code extensions.code}. */
    public String code() {
        return code;
    }

    /** For people. */
    public String text() {
        return text;
    }
}
