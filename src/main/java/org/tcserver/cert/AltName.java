package org.tcserver.cert;

import java.net.InetAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/**
 * A name of a server in its certificate: a DNS name or an IP address in text form. Immutable.
 *
 * @param text a DNS name, or an address as {@link InetAddress#getHostAddress} writes it, without a zone
 */
public record AltName(boolean address, String text) {
    public static AltName dns(String name) {
        return new AltName(false, name);
    }

    public static AltName address(InetAddress address) {
        var text = address.getHostAddress();
        int zone = text.indexOf('%');
        return new AltName(true, zone < 0 ? text : text.substring(0, zone));
    }

    static GeneralNames extension(List<AltName> names) {
        return new GeneralNames(names.stream().map(AltName::toGeneralName).toArray(GeneralName[]::new));
    }

    private GeneralName toGeneralName() {
        return new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, text);
    }

    /** Returns the alternative names in a certificate. */
    static Set<AltName> of(X509Certificate certificate) throws CertificateParsingException {
        var names = certificate.getSubjectAlternativeNames();
        if (names == null) {
            return Set.of();
        }
        return names.stream()
                .map(name -> new AltName(
                        Objects.equals(name.get(0), GeneralName.iPAddress),
                        name.get(1).toString()))
                .collect(Collectors.toSet());
    }
}
