package org.tcserver.pushav;

import java.io.IOException;
import java.util.List;
import org.tcserver.cert.CertificateFolder;
import org.tcserver.pushav.ingest.StorageException;

/** What may be seen of the two hierarchies: all certificates, and the keys of devices alone. Thread-safe. */
final class CertificateShelf {
    private final CertificateFolder server;
    private final CertificateFolder device;

    CertificateShelf(CertificateFolder server, CertificateFolder device) {
        this.server = server;
        this.device = device;
    }

    /** File names of the hierarchy {@code server} or {@code device}, those of secret keys included. */
    List<String> list(String hierarchy) throws IOException, Problem {
        return folder(hierarchy).list();
    }

    CertificateFolder.Item read(String hierarchy, String file) throws IOException, Problem {
        var folder = folder(hierarchy);
        if (secret(hierarchy, file)) {
            throw new Problem(403, "this private key is not shown");
        }
        try {
            return folder.read(file).orElseThrow(() -> Problem.notFound("certificate"));
        } catch (IOException e) {
            throw new StorageException(e);
        }
    }

    /** Whether the file is a root's or the server's private key. */
    static boolean secret(String hierarchy, String file) {
        // some file systems take names in any case
        return file.endsWith(".key") && (hierarchy.equals("server") || file.equalsIgnoreCase("root.key"));
    }

    private CertificateFolder folder(String hierarchy) throws Problem {
        return switch (hierarchy) {
            case "server" -> server;
            case "device" -> device;
            default -> throw Problem.notFound("hierarchy");
        };
    }
}
