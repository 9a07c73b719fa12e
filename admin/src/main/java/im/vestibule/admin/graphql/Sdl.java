package im.vestibule.admin.graphql;

import static java.nio.charset.StandardCharsets.UTF_8;

import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** The schemas as their files define them: what the server answers, and what {@code ctl} makes its commands of. */
public enum Sdl {
    /** Of the endpoints {@code admin} and {@code domain_admin}. */
    ADMIN,
    /** Of the endpoint {@code user}. */
    USER;

    private static final String FOLDER = "/graphql/";
    private static final String ENDING = ".graphqls";

    /** Without folder and ending. */
    private List<String> files() {
        return switch (this) {
            case ADMIN ->
                List.of(
                        "common",
                        "last",
                        "roster",
                        "session",
                        "stanza",
                        "token",
                        "admin/root",
                        "admin/account",
                        "admin/domain",
                        "admin/gdpr",
                        "admin/last",
                        "admin/metric",
                        "admin/mnesia",
                        "admin/offline",
                        "admin/roster",
                        "admin/server",
                        "admin/session",
                        "admin/stanza",
                        "admin/stat",
                        "admin/token");
            case USER ->
                List.of(
                        "common",
                        "last",
                        "roster",
                        "session",
                        "stanza",
                        "token",
                        "user/root",
                        "user/account",
                        "user/last",
                        "user/roster",
                        "user/session",
                        "user/stanza",
                        "user/token");
        };
    }

    /** Read anew every time. */
    public TypeDefinitionRegistry definitions() {
        TypeDefinitionRegistry definitions = new TypeDefinitionRegistry();
        SchemaParser parser = new SchemaParser();
        files().forEach(file -> definitions.merge(parser.parse(text(FOLDER + file + ENDING))));
        return definitions;
    }

    private static String text(String resource) {
        try (InputStream in = Objects.requireNonNull(Sdl.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
