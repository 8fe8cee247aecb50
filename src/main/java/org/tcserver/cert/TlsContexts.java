package org.tcserver.cert;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Creates TLS contexts for servers. */
public final class TlsContexts {
    private TlsContexts() {}

    /** Returns a context that uses {@code identity} and accepts client certificates issued by {@code clients}. */
    public static SSLContext mutual(ServerIdentity identity, Authority clients) {
        TlsSettings.refuseRenegotiation();
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {identity.keyManager()}, trusting(clients), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("TLS is missing from this Java runtime", e);
        }
    }

    private static TrustManager[] trusting(Authority authority) throws GeneralSecurityException, IOException {
        var anchors = KeyStore.getInstance(KeyStore.getDefaultType());
        anchors.load(null, null);
        anchors.setCertificateEntry("root", authority.certificate());
        var factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(anchors);
        return Arrays.stream(factory.getTrustManagers())
                .map(manager -> new UnnamedIssuers((X509ExtendedTrustManager) manager))
                .toArray(TrustManager[]::new);
    }
}
