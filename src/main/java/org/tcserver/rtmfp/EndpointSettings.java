package org.tcserver.rtmfp;

import java.security.SecureRandom;
import org.tcserver.rtmfp.crypto.Identity;
import org.tcserver.rtmfp.crypto.KeyingPolicy;

/** What an {@link Endpoint} is and demands. */
public record EndpointSettings(Identity identity, KeyingPolicy policy, SecureRandom random) {}
