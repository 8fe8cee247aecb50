package org.tcserver.pushav;

import java.io.IOException;
import java.util.List;
import org.tcserver.cert.CertificateFolder;
import org.tcserver.pushav.ingest.StorageException;

/**
 * Read access to the two certificate hierarchies. It exposes all certificates, but only the devices' private keys.
 * Thread-safe.
 */
final class CertificateShelf {
    private final CertificateFolder server;
    private final CertificateFolder device;

    CertificateShelf(CertificateFolder server, CertificateFolder device) {
        this.server = server;
        this.device = device;
    }

    /** Returns the file names in the hierarchy {@code server} or {@code device}, including those of secret keys. */
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

    /** Returns whether the file is the private key of a root or of the server. */
    static boolean secret(String hierarchy, String file) {
        // some file systems ignore case in names
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
