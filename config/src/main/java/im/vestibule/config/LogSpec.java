package im.vestibule.config;

/** Ours: the {@code log} table. The level is {@code general.loglevel}. */
public record LogSpec(Format format) {
    public enum Format {
        TEXT,
        JSON
    }

    static LogSpec read(Section s) {
        return new LogSpec(s.value("format", Type.oneOf(Format.class), Format.TEXT));
    }
}
