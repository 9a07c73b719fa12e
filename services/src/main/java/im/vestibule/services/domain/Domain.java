package im.vestibule.services.domain;

/**
 * A dynamic domain.
 *
 * @param name prepared domainpart
 * @param hostType one of {@code general.host_types}, unless the file has changed since
 */
public record Domain(String name, String hostType, Status status) {
    Domain is(Status other) {
        return new Domain(name, hostType, other);
    }
}
