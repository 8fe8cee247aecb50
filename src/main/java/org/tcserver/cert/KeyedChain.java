package org.tcserver.cert;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/** A private key and its certificate, optionally followed by issuers. Immutable; its text form hides the key. */
record KeyedChain(PrivateKey key, List<X509Certificate> chain) {
    KeyedChain {
        chain = List.copyOf(chain);
    }

    @Override
    public String toString() {
        return "KeyedChain[" + chain.getFirst().getSubjectX500Principal() + "]";
    }
}
