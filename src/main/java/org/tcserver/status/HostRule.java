package org.tcserver.status;

import java.util.function.Consumer;
import org.tcserver.http.HttpRequest;
import org.tcserver.http.OriginPolicy;

/**
 * Guards lists against DNS rebinding: clients may ask for them only by names that no page elsewhere can have led here.
 * Immutable.
 *
 * @param names knows the names of the server
 * @param refused takes the address of each client that asked by another name; thread-safe
 */
public record HostRule(OriginPolicy names, Consumer<String> refused) {
    /** Browsers always name a host. */
    boolean allows(HttpRequest request) {
        return !request.namesHost()
                || request.page().host().filter(names::isOwn).isPresent();
    }
}
