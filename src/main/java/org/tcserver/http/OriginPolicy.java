package org.tcserver.http;

import java.util.Optional;
import java.util.Set;

/**
 * Decides which pages in browsers may use a server. A browser sends requests of any page to any server that it can reach,
 * in private networks too, and DNS rebinding has a page call the server by the page's own name. Immutable.
 *
 * @param origins pages that may, wherever they come from
 * @param allowsAny whether pages of all origins may
 * @param names of this server, in lower case
 */
public record OriginPolicy(Set<WebOrigin> origins, boolean allowsAny, Set<String> names) {
    /** Lets in the server's own pages only, whatever its name is. */
    public static final OriginPolicy DEFAULT = new OriginPolicy(Set.of(), false, Set.of());

    public OriginPolicy {
        origins = Set.copyOf(origins);
        names = Set.copyOf(names);
    }

    /** The same for a server that asks its clients for a secret: without named origins, it lets all pages in. */
    public OriginPolicy guardedBySecret() {
        return new OriginPolicy(origins, allowsAny || origins.isEmpty(), names);
    }

    /** Whether {@code host} is this server for sure: an address, a name without a dot, or one of its names. */
    public boolean isOwn(HostPort host) {
        return host.isFixed() || names.contains(host.name());
    }

    /** Whether the origin of a request is one that was named. */
    public boolean isNamed(PageHeaders page) {
        return page.origin().filter(origins::contains).isPresent();
    }

    /**
     * Whether a page may open a WebSocket, as programs may: a named one, one of this machine or server, or one of the host
     * that it asks for. Ports and schemes do not matter, as a proxy in front changes them.
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
     * Whether a request by HTTPS may change something: one of a program, of a named page, or of a page of this server itself,
     * by a name that is its own.
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
