package im.vestibule.services.sasl;

import java.util.Optional;

/** Names within SCRAM messages, where {@code =2C} stands for a comma and {@code =3D} for an equals sign (RFC 5802 §5.1). */
final class SaslName {
    private SaslName() {}

    /** Empty for an empty name, and for an equals sign that stands for anything else. */
    static Optional<String> decode(String name) {
        StringBuilder decoded = new StringBuilder(name.length());
        for (int at = 0; at < name.length(); at++) {
            char c = name.charAt(at);
            if (c != '=') {
                decoded.append(c);
            } else if (name.startsWith("2C", at + 1)) {
                decoded.append(',');
                at += 2;
            } else if (name.startsWith("3D", at + 1)) {
                decoded.append('=');
                at += 2;
            } else {
                return Optional.empty();
            }
        }
        return decoded.isEmpty() ? Optional.empty() : Optional.of(decoded.toString());
    }
}
