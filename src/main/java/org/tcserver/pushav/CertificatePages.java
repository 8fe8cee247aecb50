package org.tcserver.pushav;

import java.io.IOException;
import java.util.List;
import org.tcserver.cert.CertificateFolder;
import org.tcserver.cert.CertificateFolder.StoredCertificate;
import org.tcserver.cert.CertificateFolder.StoredKey;

/** The HTML list of certificates, and a page for each; secret keys have no page. Thread-safe. */
final class CertificatePages {
    private final CertificateShelf shelf;

    CertificatePages(CertificateShelf shelf) {
        this.shelf = shelf;
    }

    void answer(Call call) throws IOException, Problem {
        var path = call.path();
        switch (path.size()) {
            case 2 -> list().send(call);
            case 4 -> one(path.get(2), path.get(3)).send(call);
            default -> throw Problem.notFound("page");
        }
    }

    private Html list() throws IOException, Problem {
        var html = new Html("Certificates");
        for (var hierarchy : List.of("server", "device")) {
            html.heading(hierarchy.equals("server") ? "Server" : "Devices").markup("<ul>\n");
            for (var file : shelf.list(hierarchy)) {
                if (!CertificateShelf.secret(hierarchy, file)) {
                    html.markup("<li>")
                            .link("/ui/certificates/" + hierarchy + "/" + Html.url(List.of(file)), file)
                            .markup("</li>\n");
                }
            }
            html.markup("</ul>\n");
        }
        return html;
    }

    private Html one(String hierarchy, String file) throws IOException, Problem {
        var item = shelf.read(hierarchy, file);
        var html = new Html(file);
        switch (item) {
            case StoredCertificate certificate -> certificate(html, certificate);
            case StoredKey key -> key(html, key);
        }
        return html;
    }

    private static void certificate(Html html, CertificateFolder.StoredCertificate certificate) {
        html.markup("<table>")
                .row("type", "certificate")
                .row("serial number", certificate.serialHex())
                .row("valid from", certificate.notBefore().toString())
                .row("valid until", certificate.notAfter().toString())
                .row("issuer", certificate.issuer())
                .row("subject", certificate.subject())
                .markup("</table>\n")
                .list("extensions", certificate.extensions())
                .pre(certificate.pem());
    }

    private static void key(Html html, CertificateFolder.StoredKey key) {
        html.markup("<table>")
                .row("type", "key")
                .row("size", key.bits() + " bits")
                .markup("</table>\n")
                .heading("Public key")
                .pre(key.publicPem())
                .heading("Private key")
                .pre(key.privatePem());
    }
}
