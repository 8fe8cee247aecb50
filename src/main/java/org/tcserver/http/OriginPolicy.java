package org.tcserver.http;

import java.util.Optional;
import java.util.Set;

/**
 * Decides which web pages may use a server. A browser sends the requests of any page to any server that it can reach,
 * even in private networks. With DNS rebinding, a page reaches the server under the page's own name. Immutable.
 *
 * @param origins pages that are always allowed
 * @param allowsAny whether pages of all origins are allowed
 * @param names names of this server, in lower case
 */
public record OriginPolicy(Set<WebOrigin> origins, boolean allowsAny, Set<String> names) {
    /** Allows only the server's own pages, under any name. */
    public static final OriginPolicy DEFAULT = new OriginPolicy(Set.of(), false, Set.of());

    public OriginPolicy {
        origins = Set.copyOf(origins);
        names = Set.copyOf(names);
    }

    /**
     * Returns the policy for a server that requires a secret from its clients: without named origins, it allows all
     * pages.
     */
    public OriginPolicy guardedBySecret() {
        return new OriginPolicy(origins, allowsAny || origins.isEmpty(), names);
    }

    /** Returns whether {@code host} is certainly this server: an address, a name without a dot, or one of its names. */
    public boolean isOwn(HostPort host) {
        return host.isFixed() || names.contains(host.name());
    }

    /** Returns whether the origin of a request is one of the named ones. */
    public boolean isNamed(PageHeaders page) {
        return page.origin().filter(origins::contains).isPresent();
    }

    /**
     * Returns whether a page may open a WebSocket. Allowed are programs other than browsers, named pages, and pages of
     * this machine, of this server or of the requested host. Ports and schemes are ignored, because a proxy may change
     * them.
     */
    public boolean mayConnect(PageHeaders page) {
        return allowsAny
                || page.origins().isEmpty()
                || isNamed(page)
                || page.origin()
                        .map(WebOrigin::host)
                        .filter(host -> isHome(host, page.host()))
                        .isPresent();
    }

    private boolean isHome(HostPort from, Optional<HostPort> asked) {
        return from.isLocal()
                || names.contains(from.name())
                || (asked.filter(host -> host.name().equals(from.name())).isPresent()
                        && (names.isEmpty() || isOwn(from)));
    }

    /**
     * Returns whether an HTTPS request may change something. Allowed are programs other than browsers, named pages, and
     * pages of this server under one of its own names.
     */
    public boolean mayChange(PageHeaders page) {
        boolean sameSite = page.fetchSite().isEmpty() || page.fetchSite().equals("same-origin");
        if (page.origins().isEmpty()) {
            return sameSite || page.fetchSite().equals("none");
        }
        var asked = page.host().filter(this::isOwn).map(host -> new WebOrigin("https", host));
        return isNamed(page) || (sameSite && asked.isPresent() && asked.equals(page.origin()));
    }
}
