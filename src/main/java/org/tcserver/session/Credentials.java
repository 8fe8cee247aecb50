package org.tcserver.session;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tcserver.amf.Amf0Arguments;
import org.tcserver.wire.Bytes;

/**
 * The proof of a client's right to connect. Immutable.
 *
 * @param userName null if the token is for the whole App
 */
record Credentials(@Nullable String userName, String token) {
    private static final int FIRST_ARGUMENT = 3;
    private static final int SECOND_ARGUMENT = 4;

    /**
     * Returns the credentials after the command object: a token, or a user name and a token. Returns null if there is
     * no string.
     */
    static @Nullable Credentials of(Amf0Arguments connect) {
        var first = connect.string(FIRST_ARGUMENT);
        var second = connect.string(SECOND_ARGUMENT);
        if (first == null) {
            return null;
        }
        return second == null ? new Credentials(null, first) : new Credentials(first, second);
    }

    /** Returns true if the credentials are longer than any valid ones and not worth hashing. */
    boolean isTooLong() {
        return token.length() > SessionParameters.MAX_NAME_LENGTH
                || (userName != null && userName.length() > SessionParameters.MAX_NAME_LENGTH);
    }

    /**
     * Returns the plain token that these credentials match, directly or hashed with {@code nonce}. Returns null if none
     * matches.
     *
     * @param nonce empty if the protocol has none
     */
    @Nullable String verify(AppName app, List<Bytes> masterKeys, Bytes nonce) {
        String proven = null;
        for (var spelling : app.spellings()) {
            var subject = userName == null ? spelling : userName + "@" + spelling;
            for (var key : masterKeys) {
                var plain = AuthToken.of(key, subject);
                if (isProven(plain, nonce)) {
                    proven = plain;
                }
            }
        }
        return proven;
    }

    private boolean isProven(String plain, Bytes nonce) {
        return AuthToken.matches(plain, token)
                || (!nonce.isEmpty() && AuthToken.matches(AuthToken.of(nonce, plain), token));
    }

    /** Omits the token. */
    @Override
    public String toString() {
        return "Credentials[userName=" + userName + "]";
    }
}
