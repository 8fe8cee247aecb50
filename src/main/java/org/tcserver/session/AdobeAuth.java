package org.tcserver.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tcserver.wire.Bytes;

/**
 * The login that encoders offer as "user name and password" ({@code authmod=adobe}). The client connects three times: it
 * is told that this is wanted, names its user and gets a challenge, and answers that with a hash of its password, which is
 * the user's token. Nothing is kept meanwhile: the challenge itself proves to us when and to whom it was given.
 *
 * <p>Immutable. The words of its descriptions are those that encoders look for.
 */
final class AdobeAuth {
    static final String OFFER = "[ AccessManager.Reject ] : [ code=403 need auth; authmod=adobe ] : auth required";

    private static final String REJECT = "[ AccessManager.Reject ] : [ authmod=adobe ] : ?reason=";
    private static final int SALT_LENGTH = 8;
    private static final int OPAQUE_LENGTH = 32;
    /** FFmpeg forgets what is longer; so much of a token, 196 bits, is as hard to guess. */
    private static final int FFMPEG_PASSWORD_LENGTH = 49;

    private final Bytes secret;

    /** {@code secret}: known to nobody else. */
    AdobeAuth(Bytes secret) {
        this.secret = secret;
    }

    /** Whether {@code query} belongs to such a login. */
    static boolean isAskedFor(LoginQuery query) {
        return "adobe".equals(query.value("authmod")) && query.value("user") != null;
    }

    /** Whether {@code query} answers a challenge. */
    static boolean isAnswer(LoginQuery query) {
        return query.value("response") != null;
    }

    /** What to tell a client at {@code host} that has named its user. */
    String challenge(LoginQuery query, String host, long unixSeconds) {
        var user = String.valueOf(query.value("user"));
        var opaque = opaque(query.decoded("user"), host, unixSeconds);
        return REJECT + "needauth&user=" + user + "&salt=" + salt(query.decoded("user")) + "&challenge=" + opaque
                + "&opaque=" + opaque;
    }

    /** What to tell a client whose answer is wrong. */
    String failure() {
        return REJECT + "authfailed";
    }

    /** The user who proves to know his token, or null. */
    @Nullable String verify(LoginQuery query, String app, List<Bytes> masterKeys, String host, long unixSeconds) {
        var opaque = query.decoded("opaque");
        if (!isFresh(opaque, query.decoded("user"), host, unixSeconds)) {
            return null;
        }
        String proven = null;
        for (var user : query.users()) {
            for (var key : masterKeys) {
                var password = AuthToken.of(key, user + "@" + app);
                if (answers(query, user, password)
                        || answers(query, user, password.substring(0, FFMPEG_PASSWORD_LENGTH))) {
                    proven = user;
                }
            }
        }
        return proven;
    }

    private boolean answers(LoginQuery query, String user, String password) {
        var once = md5(user + salt(query.decoded("user")) + password);
        var answer = query.decoded("response");
        var expected = md5(once + query.decoded("opaque") + query.decoded("challenge"));
        return AuthToken.matches(expected, answer);
    }

    private boolean isFresh(String opaque, String user, String host, long unixSeconds) {
        int dot = opaque.indexOf('.');
        if (dot <= 0 || !opaque.substring(0, dot).matches("[0-9]{1,15}")) {
            return false;
        }
        long given = Long.parseLong(opaque.substring(0, dot));
        return Math.abs(unixSeconds - given) <= SessionParameters.CHALLENGE_SECONDS
                && AuthToken.matches(opaque(user, host, given), opaque);
    }

    private String opaque(String user, String host, long unixSeconds) {
        var proof = AuthToken.of(secret, "opaque " + unixSeconds + " " + host + " " + user);
        return unixSeconds + "." + proof.substring(0, OPAQUE_LENGTH);
    }

    private String salt(String user) {
        return AuthToken.of(secret, "salt " + user).substring(0, SALT_LENGTH);
    }

    private static String md5(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }
}
