package org.tcserver.cert;

import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.jspecify.annotations.Nullable;

/** Formats certificate extensions as readable text. */
final class ExtensionText {
    private static final List<String> USAGES = List.of(
            "digitalSignature",
            "nonRepudiation",
            "keyEncipherment",
            "dataEncipherment",
            "keyAgreement",
            "keyCertSign",
            "cRLSign",
            "encipherOnly",
            "decipherOnly");

    private ExtensionText() {}

    static List<String> of(X509Certificate certificate) throws CertificateException {
        var texts = new ArrayList<String>();
        var extensions = holder(certificate).getExtensions();
        if (extensions != null) {
            for (var id : extensions.getExtensionOIDs()) {
                texts.add(text(extensions.getExtension(id), certificate));
            }
        }
        return List.copyOf(texts);
    }

    private static JcaX509CertificateHolder holder(X509Certificate certificate) throws CertificateEncodingException {
        return new JcaX509CertificateHolder(certificate);
    }

    private static String text(Extension extension, X509Certificate certificate) {
        var id = extension.getExtnId();
        String value;
        if (id.equals(Extension.basicConstraints)) {
            value = "basicConstraints: " + constraints(BasicConstraints.getInstance(extension.getParsedValue()));
        } else if (id.equals(Extension.keyUsage)) {
            value = "keyUsage: " + usages(certificate);
        } else if (id.equals(Extension.extendedKeyUsage)) {
            value = "extKeyUsage: " + purposes(ExtendedKeyUsage.getInstance(extension.getParsedValue()));
        } else if (id.equals(Extension.subjectAlternativeName)) {
            value = "subjectAltName: " + names(GeneralNames.getInstance(extension.getParsedValue()));
        } else if (id.equals(Extension.cRLDistributionPoints)) {
            value = "crlDistributionPoints: " + points(CRLDistPoint.getInstance(extension.getParsedValue()));
        } else if (id.equals(Extension.subjectKeyIdentifier)) {
            value = "subjectKeyIdentifier: "
                    + hex(SubjectKeyIdentifier.getInstance(extension.getParsedValue())
                            .getKeyIdentifier());
        } else if (id.equals(Extension.authorityKeyIdentifier)) {
            value = "authorityKeyIdentifier: "
                    + hex(AuthorityKeyIdentifier.getInstance(extension.getParsedValue())
                            .getKeyIdentifierOctets());
        } else {
            value = id.getId() + ": " + hex(extension.getExtnValue().getOctets());
        }
        return extension.isCritical() ? value + " (critical)" : value;
    }

    private static String constraints(BasicConstraints constraints) {
        var pathLength = constraints.getPathLenConstraint();
        return "CA:" + constraints.isCA() + (pathLength == null ? "" : ", pathlen:" + pathLength);
    }

    private static String usages(X509Certificate certificate) {
        var bits = certificate.getKeyUsage();
        var names = new ArrayList<String>();
        for (int i = 0; bits != null && i < bits.length && i < USAGES.size(); i++) {
            if (bits[i]) {
                names.add(USAGES.get(i));
            }
        }
        return String.join(", ", names);
    }

    private static String purposes(ExtendedKeyUsage usage) {
        var names = new ArrayList<String>();
        for (var purpose : usage.getUsages()) {
            names.add(
                    purpose.equals(KeyPurposeId.id_kp_serverAuth)
                            ? "serverAuth"
                            : purpose.equals(KeyPurposeId.id_kp_clientAuth) ? "clientAuth" : purpose.getId());
        }
        return String.join(", ", names);
    }

    private static String names(GeneralNames names) {
        var texts = new ArrayList<String>();
        for (var name : names.getNames()) {
            texts.add(name.getTagNo() == GeneralName.iPAddress ? address(name) : String.valueOf(name.getName()));
        }
        return String.join(", ", texts);
    }

    static String address(GeneralName name) {
        try {
            var octets = org.bouncycastle.asn1.ASN1OctetString.getInstance(name.getName())
                    .getOctets();
            return java.net.InetAddress.getByAddress(octets).getHostAddress();
        } catch (java.net.UnknownHostException e) {
            return "an address of an unknown family";
        }
    }

    private static String points(CRLDistPoint points) {
        var texts = new ArrayList<String>();
        for (var point : points.getDistributionPoints()) {
            texts.add(
                    names(GeneralNames.getInstance(point.getDistributionPoint().getName())));
        }
        return String.join(", ", texts);
    }

    private static String hex(byte @Nullable [] octets) {
        return octets == null ? "" : HexFormat.of().formatHex(octets);
    }
}
