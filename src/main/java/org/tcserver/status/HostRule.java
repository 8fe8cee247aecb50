package org.tcserver.status;

import java.util.function.Consumer;
import org.tcserver.http.HttpRequest;
import org.tcserver.http.OriginPolicy;

/**
 * Protects listings against DNS rebinding: clients may use only host names that a foreign page cannot have pointed at
 * this server. Immutable.
 *
 * @param names knows the names of the server
 * @param refused receives the address of each client that used another name; thread-safe
 */
public record HostRule(OriginPolicy names, Consumer<String> refused) {
    /** Returns whether the request is allowed. A request without a host is, because browsers always send one. */
    boolean allows(HttpRequest request) {
        return !request.namesHost()
                || request.page().host().filter(names::isOwn).isPresent();
    }
}
