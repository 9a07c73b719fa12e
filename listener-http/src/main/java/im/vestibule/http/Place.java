package im.vestibule.http;

import im.vestibule.config.HandlerSpec;

/**
 * Where an endpoint is found.
 *
 * @param host as {@link RoutePattern} takes it, without a port; or {@code _} for any
 * @param path as {@link RoutePattern} takes it
 */
public record Place(String host, String path, Endpoint endpoint) {
    /** Stands for any host. */
    public static final String ANY = HandlerSpec.Route.ANY;
}
