package im.vestibule.server.ctl;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;

/** Where to ask, as whom, and how to answer. */
public final class Options {
    @CommandLine.Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "the server's configuration: its first mongoose_graphql_handler with schema_endpoint = \"admin\" "
                            + "says where to ask, as whom, and which certificate to trust. Otherwise the bundled default.")
    private Optional<Path> config = Optional.empty();

    @CommandLine.Option(
            names = "--url",
            paramLabel = "URL",
            description = "asks there instead, such as http://127.0.0.1:5551/api/graphql")
    private Optional<URI> url = Optional.empty();

    @CommandLine.Option(
            names = "--user",
            paramLabel = "NAME",
            description = "logs in as this administrator. The password is read from --password-file, else from the "
                    + "environment variable VESTIBULE_CTL_PASSWORD, else from the terminal; it is no argument, "
                    + "since everybody on this machine can see those.")
    private Optional<String> user = Optional.empty();

    @CommandLine.Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "holds the password in its first line")
    private Optional<Path> passwordFile = Optional.empty();

    @CommandLine.Option(
            names = "--cafile",
            paramLabel = "FILE",
            description = "authorities to trust at an https URL, in PEM; otherwise those of the JDK")
    private Optional<Path> cafile = Optional.empty();

    @CommandLine.Option(
            names = "--json",
            description = "prints the server's answer as it is; the default unless standard output is a terminal")
    private boolean json;

    @CommandLine.Option(names = "--table", description = "prints what has come of it for people to read")
    private boolean table;

    public Optional<Path> config() {
        return config;
    }

    Optional<URI> url() {
        return url;
    }

    Optional<String> user() {
        return user;
    }

    Optional<Path> passwordFile() {
        return passwordFile;
    }

    Optional<Path> cafile() {
        return cafile;
    }

    /** @param terminal whether somebody is likely to read along */
    boolean isJson(boolean terminal) {
        return json || !(table || terminal);
    }

    /** What does not go together, one line each. */
    List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        if (config.isPresent() && url.isPresent()) {
            complaints.add("--config and --url: give one of them");
        }
        if (json && table) {
            complaints.add("--json and --table: give one of them");
        }
        if (cafile.isPresent() && url.isEmpty()) {
            complaints.add("--cafile: needs --url; the listener's own certificate is trusted otherwise");
        }
        if (passwordFile.isPresent() && user.isEmpty()) {
            complaints.add("--password-file: needs --user");
        }
        url.filter(at -> !("http".equals(at.getScheme()) || "https".equals(at.getScheme())) || at.getHost() == null)
                .ifPresent(at -> complaints.add("--url: expected http:// or https:// and a host, found " + at));
        return complaints;
    }

    /** The same, with what others say where they say something. */
    Options with(Options others) {
        Options both = new Options();
        both.config = others.config.or(() -> config);
        both.url = others.url.or(() -> url);
        both.user = others.user.or(() -> user);
        both.passwordFile = others.passwordFile.or(() -> passwordFile);
        both.cafile = others.cafile.or(() -> cafile);
        both.json = json || others.json;
        both.table = table || others.table;
        return both;
    }

    /** How many values an option takes, or {@link Typed#NO_OPTION}. */
    static int values(String name) {
        CommandLine.Model.OptionSpec option =
                CommandLine.Model.CommandSpec.forAnnotatedObject(new Options()).findOption(name);
        return option == null ? Typed.NO_OPTION : option.arity().min();
    }
}
