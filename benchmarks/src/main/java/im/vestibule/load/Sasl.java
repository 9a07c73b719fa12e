package im.vestibule.load;

import java.util.Optional;

/** The client's side of one SASL exchange, in base64. */
sealed interface Sasl permits Plain, Scram {
    static Sasl of(Mechanism mechanism, String name, String password) {
        return mechanism == Mechanism.PLAIN ? new Plain(name, password) : new Scram(mechanism, name, password);
    }

    String initial();

    /** Empty if the challenge makes no sense. */
    Optional<String> response(String challenge);

    /** Whether the server has shown that it knows the password, where the mechanism asks for that. */
    boolean proven(String success);
}
