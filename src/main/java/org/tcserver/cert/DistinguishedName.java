package org.tcserver.cert;

import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.jspecify.annotations.Nullable;

/** A name that consists of O=CSA, an optional unit and a common name, in that order. Immutable. */
record DistinguishedName(String commonName, @Nullable String unit) {
    X500Name toX500Name() {
        var name = new X500NameBuilder().addRDN(BCStyle.O, "CSA");
        if (unit != null) {
            name.addRDN(BCStyle.OU, unit);
        }
        return name.addRDN(BCStyle.CN, commonName).build();
    }
}
