package im.vestibule.services.component;

import im.vestibule.services.session.Outlet;

/**
 * A component that is connected.
 *
 * @param name its domain, prepared; with {@code everywhere} what stands before the domain of each host
 * @param everywhere whether it has a domain below every host: {@code is_subdomain} of the stream header
 * @param access rule for whose stanzas reach it
 * @param hidden not listed for users where hidden components are left out
 * @param checked whether it may speak for its own domains only
 * @param outlet of its connection, and of no other
 */
public record Component(
        String name, boolean everywhere, String access, boolean hidden, boolean checked, Outlet outlet) {}
