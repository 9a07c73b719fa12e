package im.vestibule.config;

import java.util.List;
import java.util.stream.Stream;

/** The {@code listen} table: every door, in the order of the file within each kind. */
public record ListenSpec(List<C2sSpec> c2s, List<S2sListenSpec> s2s, List<ServiceSpec> service, List<HttpSpec> http) {

    static ListenSpec read(Section s) {
        return new ListenSpec(
                s.tables("c2s", C2sSpec::read),
                s.tables("s2s", S2sListenSpec::read),
                s.tables("service", ServiceSpec::read),
                s.tables("http", HttpSpec::read));
    }

    /** All of them: c2s, s2s, service, http. */
    public List<ListenerSpec> all() {
        return Stream.<List<? extends ListenerSpec>>of(c2s, s2s, service, http)
                .<ListenerSpec>flatMap(List::stream)
                .toList();
    }
}
