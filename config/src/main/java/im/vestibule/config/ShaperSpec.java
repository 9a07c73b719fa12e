package im.vestibule.config;

import java.util.Map;

/**
 * One name of the {@code shaper} table.
 *
 * @param maxRate bytes per second of a connection, or operations per second where operations are shaped
 */
public record ShaperSpec(int maxRate) {

    static Map<String, ShaperSpec> readAll(Section s) {
        return s.names((shapers, name) -> {
            if (name.equals("none")) {
                shapers.warning(name, Fault.of("no effect: this name is built in"));
            }
            shapers.define(Names.Kind.SHAPER, name);
            return shapers.section(name, shaper -> new ShaperSpec(shaper.mandatory("max_rate", NumberTypes.POSITIVE)));
        });
    }
}
