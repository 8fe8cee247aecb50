package org.tcserver.rtmfp;

import java.security.SecureRandom;
import org.tcserver.rtmfp.crypto.Certificate;
import org.tcserver.rtmfp.crypto.Identity;
import org.tcserver.rtmfp.crypto.Keying;

/**
 * The dependencies of session startup: the server's identity, the worker that computes keys, and the endpoint's user.
 * Immutable.
 */
final class Handshaking {
    private final Identity identity;
    private final Keying keying;
    private final KeyingWorker worker;
    private final SecureRandom random;
    private final EndpointUser user;

    Handshaking(EndpointSettings settings, KeyingWorker worker, EndpointUser user) {
        identity = settings.identity();
        keying = new Keying(identity, settings.policy());
        random = settings.random();
        this.worker = worker;
        this.user = user;
    }

    Certificate certificate() {
        return identity.certificate();
    }

    Keying keying() {
        return keying;
    }

    KeyingWorker worker() {
        return worker;
    }

    SecureRandom random() {
        return random;
    }

    EndpointUser user() {
        return user;
    }
}
