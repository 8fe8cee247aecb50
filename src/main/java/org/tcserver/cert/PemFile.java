package org.tcserver.cert;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A file from the operator that should contain certificates or a private key in PEM. Each error is one line with the
 * file, the reason, and a command that creates a usable file. Immutable.
 *
 * @param label precedes the path in errors: an option, or empty
 */
public record PemFile(String label, Path path) {
    private static final int MAX_BYTES = 1 << 20;
    private static final String BOUNDARY = "-----BEGIN ";
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./-]+");

    /** Returns a file without an option, from a folder that the program manages. */
    static PemFile of(Path path) {
        return new PemFile("", path);
    }

    /**
     * Reads all certificates in the file, in order; at least one.
     *
     * @throws IOException if the file cannot be read
     * @throws CertificateException if it contains no certificate in PEM
     */
    List<X509Certificate> certificates() throws IOException, CertificateException {
        var text = text("x509", "-nokeys");
        try {
            return Pem.certificates(text);
        } catch (CertificateException e) {
            throw bad(String.valueOf(e.getMessage()), e);
        }
    }

    /** Reads the first private key; throws as {@link #certificates} does. */
    PrivateKey privateKey() throws IOException, CertificateException {
        var text = text("pkey", "-nocerts -nodes");
        try {
            return Pem.privateKey(text);
        } catch (Pem.EncryptedKeyException e) {
            throw bad(e.getMessage() + "; decrypt it with: openssl pkey" + files("-decrypted"), e);
        } catch (CertificateException e) {
            throw bad(String.valueOf(e.getMessage()), e);
        }
    }

    /** Returns an exception with the reason why the file is unusable. */
    CertificateException bad(String reason) {
        return new CertificateException(name() + ": " + reason);
    }

    private CertificateException bad(String reason, Exception cause) {
        return new CertificateException(name() + ": " + reason, cause);
    }

    /**
     * Returns an exception with the reason why the file is unreadable; the library's message is often only its path.
     */
    IOException unreadable(IOException cause) {
        var reason = switch (cause) {
            case NoSuchFileException missing -> "no such file";
            case AccessDeniedException denied -> "no permission to read it";
            case FileSystemException other -> String.valueOf(other.getReason());
            default -> Files.isDirectory(path) ? "a folder, not a file" : String.valueOf(cause.getMessage());
        };
        return new IOException(name() + ": " + reason, cause);
    }

    @Override
    public String toString() {
        return name();
    }

    private String name() {
        return label.isEmpty() ? path.toString() : label + " " + path;
    }

    private String text(String converter, String pkcs12Options) throws IOException, CertificateException {
        byte[] bytes;
        try (var in = Files.newInputStream(path)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        } catch (IOException e) {
            throw unreadable(e);
        }
        if (bytes.length > MAX_BYTES) {
            throw new IOException(name() + ": longer than 1 MiB");
        }
        var text = new String(bytes, ISO_8859_1); // PEM is ASCII; text around it does not matter
        if (text.contains(BOUNDARY)) {
            return text;
        }
        throw bad("not a PEM file" + conversion(BinaryForm.of(bytes), converter, pkcs12Options));
    }

    private String conversion(BinaryForm form, String converter, String pkcs12Options) {
        return switch (form) {
            case DER -> "; convert it with: openssl " + converter + " -inform der" + files("-converted");
            case PKCS12 -> "; convert it with: openssl pkcs12 " + pkcs12Options + files("-converted");
            case UNKNOWN -> "";
        };
    }

    /**
     * Returns the file arguments of an openssl command: this file, and an output file with a name that differs from it.
     */
    private String files(String suffix) {
        var name = path.toString();
        int dot = name.lastIndexOf('.');
        var base = dot > name.lastIndexOf('/') + 1 ? name.substring(0, dot) : name;
        boolean isPem = name.endsWith(".pem") || suffix.equals("-decrypted");
        return " -in " + quoted(name) + " -out " + quoted(base + (isPem ? suffix : "") + ".pem");
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
