package im.vestibule.load;

import picocli.CommandLine.Option;

/** What accounts are called, and how they prove who they are. */
final class NameOptions {
    @Option(names = "--first", defaultValue = "1", description = "number of the first account (1)")
    int first = 1;

    @Option(names = "--prefix", defaultValue = "user", description = "before the number (user)")
    String prefix = "user";

    @Option(names = "--password", defaultValue = "secret", description = "of all of them (secret)")
    String password = "secret";

    @Option(names = "--mechanism", defaultValue = "PLAIN", description = "PLAIN (default), SCRAM-SHA-1, -256 or -512")
    Mechanism mechanism = Mechanism.PLAIN;

    Accounts accounts(int count) {
        return new Accounts(count, first, prefix, password, mechanism);
    }
}
