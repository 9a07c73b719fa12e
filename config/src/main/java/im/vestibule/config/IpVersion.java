package im.vestibule.config;

import java.util.Optional;

/** The two versions of IP, as the integers 4 and 6. */
final class IpVersion {
    static final Type<Integer> TYPE = new Type<>("4 or 6", "4 or 6", false, 4, Object::toString, IpVersion::read);

    private IpVersion() {}

    private static Optional<Integer> read(Value value) {
        return switch (value.raw()) {
            case Long version when version == 4 || version == 6 -> Optional.of(version.intValue());
            case String text when text.equals("4") || text.equals("6") -> value.wrong("", "drop the quotes");
            default -> value.wrong("", "");
        };
    }
}
