package org.tcserver.rtmfp.crypto;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tcserver.rtmfp.chunk.Option;
import org.tcserver.wire.ByteReader;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/**
 * An endpoint's certificate (RFC 7425 §4.3). No authority signs it, so anyone may present any well-formed one. Only the
 * owner of static keys can continue the session with them. Immutable.
 *
 * <p>Two certificates are equal if their bytes are. A new session then replaces the one with the equal certificate
 * (§4.3.7).
 */
public final class Certificate {
    static final int FINGERPRINT_BYTES = HmacSha256.LENGTH;

    static final long HOSTNAME = 0x00;
    static final long ACCEPTS_ANCILLARY_DATA = 0x0a;
    static final long EXTRA_RANDOMNESS = 0x0e;
    static final long SUPPORTED_EPHEMERAL_GROUP = 0x15;
    static final long STATIC_PUBLIC_KEY = 0x1d;

    private final Bytes encoded;
    private final Bytes fingerprint;
    private final Map<DhGroup, Bytes> staticKeys = new EnumMap<>(DhGroup.class);
    private final Set<DhGroup> ephemeralGroups = EnumSet.noneOf(DhGroup.class);
    private boolean hasStaticKeys;
    private boolean hasEphemeralGroups;
    private boolean acceptsAncillaryData;
    private @Nullable Bytes hostname;

    private Certificate(Bytes encoded) throws MalformedException {
        this.encoded = encoded;
        this.fingerprint = HmacSha256.sha256(encoded.slice(0, readCanonicalSection()));
        if (hasStaticKeys == hasEphemeralGroups) {
            throw new MalformedException("certificate has "
                    + (hasStaticKeys ? "both static keys and ephemeral groups" : "neither keys nor groups"));
        }
    }

    public static Certificate read(Bytes encoded) throws MalformedException {
        return new Certificate(encoded);
    }

    public Bytes encoded() {
        return encoded;
    }

    /** Returns the SHA-256 of the canonical section, also called the peer ID. */
    public Bytes fingerprint() {
        return fingerprint;
    }

    /**
     * Returns true if the certificate proves possession of a private key, rather than announcing a new key for each
     * session.
     */
    public boolean isStatic() {
        return hasStaticKeys;
    }

    boolean acceptsAncillaryData() {
        return acceptsAncillaryData;
    }

    @Nullable Bytes hostname() {
        return hostname;
    }

    boolean supports(DhGroup group) {
        return hasStaticKeys ? staticKeys.containsKey(group) : ephemeralGroups.contains(group);
    }

    @Nullable Bytes staticKey(DhGroup group) {
        return staticKeys.get(group);
    }

    /**
     * Returns true if the owner of this certificate remains the initiator when both ends request a session at once (RFC
     * 7425 §4.3.6).
     */
    public boolean prevailsOver(Certificate far) {
        return Arrays.compareUnsigned(encoded.toArray(), far.encoded.toArray()) <= 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Certificate that && encoded.equals(that.encoded);
    }

    @Override
    public int hashCode() {
        return encoded.hashCode();
    }

    @Override
    public String toString() {
        return "Certificate " + fingerprint.toHex();
    }

    /** Reads all options. Returns the number of bytes before the first Marker. */
    private int readCanonicalSection() throws MalformedException {
        var in = new ByteReader(encoded);
        int canonicalBytes = 0;
        boolean canonical = true;
        while (in.hasRemaining()) {
            var option = Option.read(in);
            if (option == null) {
                canonical = false;
            } else if (canonical) {
                canonicalBytes = in.position();
                readCanonicalOption(option);
            }
        }
        return canonicalBytes;
    }

    private void readCanonicalOption(Option option) throws MalformedException {
        if (option.type() == HOSTNAME) {
            if (hostname != null) {
                throw new MalformedException("certificate has two hostnames");
            }
            hostname = option.value();
        } else if (option.type() == ACCEPTS_ANCILLARY_DATA) {
            acceptsAncillaryData = true;
        } else if (option.type() == SUPPORTED_EPHEMERAL_GROUP) {
            addEphemeralGroup(DhGroup.of(option.number("Diffie-Hellman group")));
        } else if (option.type() == STATIC_PUBLIC_KEY) {
            addStaticKey(PublicKeyOption.read(option));
        }
    }

    private void addEphemeralGroup(@Nullable DhGroup group) {
        hasEphemeralGroups = true;
        if (group != null) {
            ephemeralGroups.add(group);
        }
    }

    private void addStaticKey(PublicKeyOption key) {
        hasStaticKeys = true;
        var group = DhGroup.of(key.groupId());
        if (group != null) {
            staticKeys.putIfAbsent(group, key.publicKey());
        }
    }
}
