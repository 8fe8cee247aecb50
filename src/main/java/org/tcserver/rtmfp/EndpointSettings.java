package org.tcserver.rtmfp;

import java.security.SecureRandom;
import org.tcserver.rtmfp.crypto.Identity;
import org.tcserver.rtmfp.crypto.KeyingPolicy;

/** The identity and requirements of an {@link Endpoint}. Immutable. */
public record EndpointSettings(Identity identity, KeyingPolicy policy, SecureRandom random) {}
