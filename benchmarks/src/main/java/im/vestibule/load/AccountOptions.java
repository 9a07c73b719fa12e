package im.vestibule.load;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Who logs in. */
final class AccountOptions {
    @Option(names = "--users", defaultValue = "100", description = "how many (100)")
    int users = 100;

    @Mixin
    NameOptions names = new NameOptions();

    Accounts accounts() {
        return names.accounts(users);
    }
}
