package org.tcserver.rtmfp.crypto;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tcserver.rtmfp.chunk.Option;
import org.tcserver.rtmfp.chunk.OptionList;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/**
 * The identity of an endpoint: a certificate that accepts ancillary data, and the private keys of a static one.
 * Immutable, so any thread may use it.
 */
public final class Identity {
    private final Certificate certificate;
    private final Map<DhGroup, DhKeyPair> staticKeys;
    private final SecureRandom random;

    Identity(List<Option> options, Map<DhGroup, DhKeyPair> staticKeys, SecureRandom random) {
        try {
            certificate = Certificate.read(new OptionList(options).toSequence());
        } catch (MalformedException e) {
            throw new IllegalStateException("our own certificate is malformed", e);
        }
        this.staticKeys = staticKeys;
        this.random = random;
    }

    /**
     * Creates an identity that uses new keys for each session. Its certificate has 77 bytes; 64 random ones make it
     * unique. Some clients read the options by offset, so their order matters.
     */
    public static Identity ephemeral(SecureRandom random) {
        var options = new ArrayList<Option>();
        options.add(new Option(Certificate.ACCEPTS_ANCILLARY_DATA, Bytes.EMPTY));
        options.add(new Option(Certificate.EXTRA_RANDOMNESS, extraRandomness(random)));
        for (var group : DhGroup.values()) {
            options.add(Option.ofNumber(Certificate.SUPPORTED_EPHEMERAL_GROUP, group.id()));
        }
        return new Identity(options, Map.of(), random);
    }

    /** Creates an identity that no other endpoint can use: it generates a key of each group now, which is slow. */
    public static Identity withStaticKeys(SecureRandom random) {
        var options = new ArrayList<Option>();
        options.add(new Option(Certificate.ACCEPTS_ANCILLARY_DATA, Bytes.EMPTY));
        var keys = new EnumMap<DhGroup, DhKeyPair>(DhGroup.class);
        for (var group : DhGroup.values()) {
            var key = DhKeyPair.generate(group, random);
            keys.put(group, key);
            options.add(PublicKeyOption.of(key).toOption(Certificate.STATIC_PUBLIC_KEY));
        }
        return new Identity(options, keys, random);
    }

    public Certificate certificate() {
        return certificate;
    }

    /** Returns the static key of this group, or null if the keys are ephemeral. */
    @Nullable DhKeyPair staticKey(DhGroup group) {
        return staticKeys.get(group);
    }

    DhKeyPair newEphemeralKey(DhGroup group) {
        return DhKeyPair.generate(group, random);
    }

    Bytes newExtraRandomness() {
        return extraRandomness(random);
    }

    private static Bytes extraRandomness(SecureRandom random) {
        var bytes = new byte[CryptoParameters.EXTRA_RANDOMNESS_BYTES];
        random.nextBytes(bytes);
        return Bytes.wrap(bytes);
    }
}
