package im.vestibule.admin.rest;

import java.util.List;

/**
 * Calls that are there or not together, as the option {@code handlers} says.
 *
 * @param name as in the option
 */
record Group(String name, List<Route> routes) {
    static Group of(String name, Route... routes) {
        return new Group(name, List.of(routes));
    }
}
