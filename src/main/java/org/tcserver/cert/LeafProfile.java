package org.tcserver.cert;

import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

/** The permitted uses of a certificate that an authority issues. */
enum LeafProfile {
    SERVER(KeyUsage.digitalSignature),
    DEVICE(KeyUsage.digitalSignature | KeyUsage.keyEncipherment);

    private final int usage;

    LeafProfile(int usage) {
        this.usage = usage;
    }

    KeyUsage usage() {
        return new KeyUsage(usage);
    }

    KeyPurposeId purpose() {
        return this == SERVER ? KeyPurposeId.id_kp_serverAuth : KeyPurposeId.id_kp_clientAuth;
    }
}
