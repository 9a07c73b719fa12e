package im.vestibule.admin.rest;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** All calls of an API, at least of those groups that are wanted. */
public final class RestApi {
    private final String title;
    private final List<Group> groups;

    RestApi(String title, List<Group> groups) {
        this.title = title;
        this.groups = List.copyOf(groups);
    }

    /** @param names of groups; empty for all */
    public RestApi only(Optional<Set<String>> names) {
        return new RestApi(
                title,
                groups.stream()
                        .filter(group ->
                                names.map(all -> all.contains(group.name())).orElse(true))
                        .toList());
    }

    String title() {
        return title;
    }

    List<Group> groups() {
        return groups;
    }

    public List<Route> routes() {
        return groups.stream().flatMap(group -> group.routes().stream()).toList();
    }

    /** What is at a path. */
    public sealed interface Found {
        /** @param bindings what stands for the names of its template */
        record Call(Route route, Map<String, String> bindings) implements Found {}

        /** Other calls. */
        record Others() implements Found {}

        record Nothing() implements Found {}
    }

    /** @param path decoded segments */
    public Found find(Method method, List<String> path) {
        List<Route> there = at(path).toList();
        return there.stream()
                .filter(route -> route.method() == method)
                .max(Comparator.comparingLong(route -> route.template().words()))
                .<Found>map(route ->
                        new Found.Call(route, route.template().match(path).orElseThrow()))
                .orElseGet(() -> there.isEmpty() ? new Found.Nothing() : new Found.Others());
    }

    /** What can be done at a path; empty if it is none. */
    public Set<Method> methods(List<String> path) {
        EnumSet<Method> methods = EnumSet.noneOf(Method.class);
        at(path).forEach(route -> methods.add(route.method()));
        return methods;
    }

    private Stream<Route> at(List<String> path) {
        return routes().stream().filter(route -> route.template().match(path).isPresent());
    }
}
