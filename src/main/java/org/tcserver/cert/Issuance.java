package org.tcserver.cert;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Builds and signs one certificate. Confined to the thread that created it. */
final class Issuance {
    private static final String SIGNATURE = "SHA256withRSA";
    private static final String CRL_URL = "http://crl.invalid/tc_pavs.crl";

    private final DistinguishedName subject;
    private final PublicKey subjectKey;
    private final Instant notBefore;
    private final Duration lifetime;
    private final ExtensionsGenerator extensions = new ExtensionsGenerator();

    Issuance(DistinguishedName subject, PublicKey subjectKey, Instant notBefore, Duration lifetime) {
        this.subject = subject;
        this.subjectKey = subjectKey;
        this.notBefore = notBefore;
        this.lifetime = lifetime;
    }

    @CanIgnoreReturnValue
    Issuance extension(ASN1ObjectIdentifier id, boolean critical, ASN1Encodable value) {
        try {
            extensions.addExtension(id, critical, value);
        } catch (java.io.IOException e) {
            throw new IllegalStateException("cannot encode extension " + id, e);
        }
        return this;
    }

    Issuance leafExtensions(LeafProfile profile) {
        return extension(Extension.basicConstraints, false, new BasicConstraints(false))
                .extension(Extension.keyUsage, true, profile.usage())
                .extension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(profile.purpose()))
                .extension(Extension.cRLDistributionPoints, false, crlDistributionPoint());
    }

    private static CRLDistPoint crlDistributionPoint() {
        var url = new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, CRL_URL));
        var point = new DistributionPoint(new DistributionPointName(url), null, null);
        return new CRLDistPoint(new DistributionPoint[] {point});
    }

    Issuance subjectKeyIdentifier() {
        return extension(
                Extension.subjectKeyIdentifier, false, extensionUtils().createSubjectKeyIdentifier(subjectKey));
    }

    Issuance authorityKeyIdentifier(X509Certificate issuer) {
        return extension(
                Extension.authorityKeyIdentifier,
                false,
                extensionUtils().createAuthorityKeyIdentifier(issuer.getPublicKey()));
    }

    X509Certificate signedBy(X500Name issuer, PrivateKey issuerKey) {
        try {
            var builder = new X509v3CertificateBuilder(
                    issuer,
                    Authority.randomSerial(),
                    Date.from(notBefore),
                    Date.from(notBefore.plus(lifetime)),
                    subject.toX500Name(),
                    SubjectPublicKeyInfo.getInstance(subjectKey.getEncoded()));
            for (var id : extensions.generate().getExtensionOIDs()) {
                builder.addExtension(extensions.generate().getExtension(id));
            }
            var signer = new JcaContentSignerBuilder(SIGNATURE).build(issuerKey);
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (OperatorCreationException | CertificateException | org.bouncycastle.cert.CertIOException e) {
            throw new IllegalStateException("cannot sign a certificate", e);
        }
    }

    /** Returns the subject exactly as encoded, so that chains match byte for byte. */
    static X500Name subjectOf(X509Certificate certificate) {
        try {
            return new JcaX509CertificateHolder(certificate).getSubject();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot read a certificate that was just used", e);
        }
    }

    private static JcaX509ExtensionUtils extensionUtils() {
        try {
            return new JcaX509ExtensionUtils();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SHA-1 is missing from this Java runtime", e);
        }
    }
}
