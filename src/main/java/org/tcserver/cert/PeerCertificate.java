package org.tcserver.cert;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;

/**
 * The content of a peer's certificate. Immutable.
 *
 * @param subject relative distinguished names, each a list of attributes
 * @param serialNumber an even number of upper-case hexadecimal digits
 */
public record PeerCertificate(
        List<List<Attribute>> subject,
        List<List<Attribute>> issuer,
        int version,
        String serialNumber,
        Instant notBefore,
        Instant notAfter,
        List<Attribute> altNames,
        List<String> ocsp,
        List<String> caIssuers,
        List<String> crlDistributionPoints) {

    /** A long attribute name and its value. */
    public record Attribute(String name, String value) {}

    public static PeerCertificate of(X509Certificate certificate) throws CertificateEncodingException {
        var holder = new JcaX509CertificateHolder(certificate);
        var serial = certificate.getSerialNumber().toString(16).toUpperCase(Locale.ROOT);
        return new PeerCertificate(
                names(holder.getSubject()),
                names(holder.getIssuer()),
                certificate.getVersion(),
                serial.length() % 2 == 0 ? serial : "0" + serial,
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant(),
                altNames(holder),
                access(holder, AccessDescription.id_ad_ocsp.getId()),
                access(holder, AccessDescription.id_ad_caIssuers.getId()),
                crls(holder));
    }

    private static List<List<Attribute>> names(X500Name name) {
        var rdns = new ArrayList<List<Attribute>>();
        for (var rdn : name.getRDNs()) {
            rdns.add(Arrays.stream(rdn.getTypesAndValues())
                    .map(pair ->
                            new Attribute(longName(pair.getType().getId()), IETFUtils.valueToString(pair.getValue())))
                    .toList());
        }
        return List.copyOf(rdns);
    }

    private static String longName(String id) {
        return switch (id) {
            case "2.5.4.3" -> "commonName";
            case "2.5.4.4" -> "surname";
            case "2.5.4.5" -> "serialNumber";
            case "2.5.4.6" -> "countryName";
            case "2.5.4.7" -> "localityName";
            case "2.5.4.8" -> "stateOrProvinceName";
            case "2.5.4.10" -> "organizationName";
            case "2.5.4.11" -> "organizationalUnitName";
            case "1.2.840.113549.1.9.1" -> "emailAddress";
            case "0.9.2342.19200300.100.1.25" -> "domainComponent";
            default -> id;
        };
    }

    private static List<Attribute> altNames(JcaX509CertificateHolder holder) {
        var extension = holder.getExtension(Extension.subjectAlternativeName);
        return extension == null ? List.of() : general(GeneralNames.getInstance(extension.getParsedValue()));
    }

    private static List<Attribute> general(GeneralNames names) {
        var attributes = new ArrayList<Attribute>();
        for (var name : names.getNames()) {
            switch (name.getTagNo()) {
                case GeneralName.dNSName ->
                    attributes.add(new Attribute("DNS", name.getName().toString()));
                case GeneralName.uniformResourceIdentifier ->
                    attributes.add(new Attribute("URI", name.getName().toString()));
                case GeneralName.rfc822Name ->
                    attributes.add(new Attribute("email", name.getName().toString()));
                case GeneralName.iPAddress -> attributes.add(new Attribute("IP Address", ExtensionText.address(name)));
                default -> attributes.add(new Attribute("othername", "<unsupported>"));
            }
        }
        return List.copyOf(attributes);
    }

    private static List<String> access(JcaX509CertificateHolder holder, String method) {
        var extension = holder.getExtension(Extension.authorityInfoAccess);
        if (extension == null) {
            return List.of();
        }
        var information = AuthorityInformationAccess.getInstance(extension.getParsedValue());
        return Arrays.stream(information.getAccessDescriptions())
                .filter(description -> description.getAccessMethod().getId().equals(method))
                .map(description -> description.getAccessLocation().getName().toString())
                .toList();
    }

    private static List<String> crls(JcaX509CertificateHolder holder) {
        var extension = holder.getExtension(Extension.cRLDistributionPoints);
        if (extension == null) {
            return List.of();
        }
        return Arrays.stream(
                        CRLDistPoint.getInstance(extension.getParsedValue()).getDistributionPoints())
                .filter(point -> point.getDistributionPoint() != null)
                .flatMap(point -> Arrays.stream(
                        GeneralNames.getInstance(point.getDistributionPoint().getName())
                                .getNames()))
                .map(name -> name.getName().toString())
                .toList();
    }

    /** Returns the common name of the subject, or an empty string. */
    public String commonName() {
        return subject.stream()
                .flatMap(List::stream)
                .filter(attribute -> attribute.name().equals("commonName"))
                .map(Attribute::value)
                .findFirst()
                .orElse("");
    }
}
