package org.tcserver.rtmfp.crypto;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tcserver.rtmfp.chunk.Option;
import org.tcserver.rtmfp.chunk.OptionList;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

/** A description of the endpoint that an initiator looks for (RFC 7425 §4.4). Each part may be absent. Immutable. */
public record EndpointDiscriminator(
        @Nullable Bytes fingerprint,
        @Nullable Bytes ancillaryData,
        @Nullable Bytes requiredHostname) {
    private static final long REQUIRED_HOSTNAME = 0x00;
    private static final long ANCILLARY_DATA = 0x0a;
    private static final long FINGERPRINT = 0x0f;

    /** Creates the Canonical Endpoint Discriminator of the certificate with this fingerprint. */
    public static EndpointDiscriminator ofFingerprint(Bytes fingerprint) {
        return new EndpointDiscriminator(fingerprint, null, null);
    }

    public static EndpointDiscriminator ofRequiredHostname(String hostname) {
        return new EndpointDiscriminator(null, null, Bytes.ofUtf8(hostname));
    }

    public static EndpointDiscriminator read(Bytes encoded) throws MalformedException {
        var options = OptionList.readSequence(encoded);
        var fingerprint = value(options, FINGERPRINT);
        if (fingerprint != null && fingerprint.length() != Certificate.FINGERPRINT_BYTES) {
            throw new MalformedException("fingerprint of " + fingerprint.length() + " bytes");
        }
        return new EndpointDiscriminator(
                fingerprint, value(options, ANCILLARY_DATA), value(options, REQUIRED_HOSTNAME));
    }

    public Bytes toBytes() {
        var options = new ArrayList<Option>();
        add(options, FINGERPRINT, fingerprint);
        add(options, ANCILLARY_DATA, ancillaryData);
        add(options, REQUIRED_HOSTNAME, requiredHostname);
        return new OptionList(options).toSequence();
    }

    /** Returns true if this discriminator selects {@code certificate} (RFC 7425 §4.4.3). */
    public boolean selects(Certificate certificate) {
        if (fingerprint != null) {
            return fingerprint.equals(certificate.fingerprint());
        }
        if (requiredHostname != null && !Objects.equals(requiredHostname, certificate.hostname())) {
            return false;
        }
        return ancillaryData == null ? requiredHostname != null : certificate.acceptsAncillaryData();
    }

    private static @Nullable Bytes value(OptionList options, long type) throws MalformedException {
        var option = options.single(type);
        return option == null ? null : option.value();
    }

    private static void add(List<Option> options, long type, @Nullable Bytes value) {
        if (value != null) {
            options.add(new Option(type, value));
        }
    }
}
