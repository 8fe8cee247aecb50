package org.tcserver.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.tcserver.event.StreamMembers;
import org.tcserver.wire.MalformedException;

/**
 * The argument of {@code publish} or {@code play}: a name and, after the first {@code ?}, a query. The name is not
 * percent-decoded. Immutable.
 *
 * @param name the part before the {@code ?}; a hashed name if the client knows no other
 * @param query the part after the {@code ?}, perhaps empty
 * @param hashname {@code sha256:} and 64 lower-case hexadecimal digits, or {@code name} if that has this prefix
 */
public record StreamName(String name, String query, String hashname) {
    /** The longest name with its query, in characters. A client may hold a thousand names, and events contain them. */
    public static final int MAX_LENGTH = 4096;

    /** Approximate size of a publication or subscription without its name, in bytes. */
    private static final int ENTRY_BYTES = 1024;

    private static final String HASHED = "sha256:";
    private static final String AS_IS = "asis:";

    /** Splits {@code text} at its first {@code ?}. */
    public static StreamName parse(String text) throws MalformedException {
        int query = text.indexOf('?');
        return query < 0 ? plain(text) : of(checked(text).substring(0, query), text.substring(query + 1));
    }

    /** Uses all of {@code text} as the name, as {@code releaseStream} does. */
    public static StreamName plain(String text) throws MalformedException {
        return of(checked(text), "");
    }

    /** Returns true if clients cannot publish under this name. */
    boolean isReserved() {
        return name.startsWith(HASHED) || name.startsWith(AS_IS);
    }

    /** Returns the approximate size of a publication or subscription with this name, in bytes. */
    long heldBytes() {
        return ENTRY_BYTES + 2L * (name.length() + query.length());
    }

    Parameters parameters() {
        return Parameters.ofQuery(query);
    }

    StreamMembers.Name members() {
        return new StreamMembers.Name(name, hashname, query);
    }

    private static StreamName of(String name, String query) {
        return new StreamName(name, query, name.startsWith(HASHED) ? name : hash(name));
    }

    private static String checked(String text) throws MalformedException {
        if (text.length() > MAX_LENGTH) {
            throw new MalformedException("stream name of " + text.length() + " characters");
        }
        return text;
    }

    private static String hash(String name) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(UTF_8));
            return HASHED + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
