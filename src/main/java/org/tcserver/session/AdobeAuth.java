package org.tcserver.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tcserver.amf.AmfMembers;
import org.tcserver.wire.Bytes;

/**
 * The login that encoders offer as "user name and password" ({@code authmod=adobe}). The client connects three times.
 * First, the server requests this login. Second, the client names its user and gets a challenge. Third, it answers with
 * a hash of its password, which is the user's token.
 *
 * <p>The server keeps no state between these steps: the challenge itself proves when, and for which client, the server
 * issued it. To prevent replays, the server keeps a list of answered challenges until they expire.
 *
 * <p>Thread-safe, guarded by a lock. Encoders search the descriptions for these exact words.
 */
final class AdobeAuth {
    static final String OFFER = "[ AccessManager.Reject ] : [ code=403 need auth; authmod=adobe ] : auth required";

    private static final String REJECT = "[ AccessManager.Reject ] : [ authmod=adobe ] : ?reason=";
    private static final List<String> PROGRAMS = List.of("FMLE/", "LNX ");
    private static final int SALT_LENGTH = 8;
    private static final int PROOF_LENGTH = 32;
    private static final Pattern OPAQUE =
            Pattern.compile("(?<seconds>[0-9]{1,15})\\.(?<nonce>[0-9a-f]{12})\\.[0-9a-f]*");
    /** FFmpeg truncates a password to this length. Such a part of a token, 196 bits, is as hard to guess. */
    private static final int FFMPEG_PASSWORD_LENGTH = 49;

    private static final int NONCE_BYTES = 6;

    private final Bytes secret;
    private final SecureRandom random = new SecureRandom();
    private final ReentrantLock lock = new ReentrantLock();
    private final SequencedSet<String> answered = new LinkedHashSet<>();

    /** Creates the login. {@code secret}: random bytes that only this server knows. */
    AdobeAuth(Bytes secret) {
        this.secret = secret;
    }

    /**
     * Returns true if a client with this command object may know this login. The first {@code connect} is the same with
     * and without a user name and password, so both need {@link #OFFER}. The server recognises programs by their
     * description of themselves. FFmpeg, VLC and GStreamer play as {@code LNX 9} or {@code LNX 10}. Encoders publish as
     * {@code FMLE/3.0}, or send {@code nonprivate} as librtmp does. Flash Player sends {@code WIN} or {@code MAC};
     * RTMFP clients send nothing.
     */
    static boolean mayBeKnownTo(AmfMembers connect) {
        var program = connect.string("flashVer");
        return "nonprivate".equals(connect.string("type"))
                || (program != null && PROGRAMS.stream().anyMatch(program::startsWith));
    }

    /** Returns true if {@code query} belongs to this login. */
    static boolean isAskedFor(LoginQuery query) {
        return "adobe".equals(query.value("authmod")) && query.value("user") != null;
    }

    /** Returns true if {@code query} answers a challenge. */
    static boolean isAnswer(LoginQuery query) {
        return query.value("response") != null;
    }

    /** Returns the challenge for a client at {@code host} that has named its user. */
    String challenge(LoginQuery query, String host, long unixSeconds) {
        var user = String.valueOf(query.value("user"));
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        var opaque = opaque(
                query.decoded("user"), host, unixSeconds, Bytes.wrap(nonce).toHex());
        return REJECT + "needauth&user=" + user + "&salt=" + salt(query.decoded("user")) + "&challenge=" + opaque
                + "&opaque=" + opaque;
    }

    /** Returns the description for a client with a wrong answer. */
    String failure() {
        return REJECT + "authfailed";
    }

    /** Returns the user who proved knowledge of the token, or null. */
    @Nullable String verify(LoginQuery query, AppName app, List<Bytes> masterKeys, String host, long unixSeconds) {
        var opaque = query.decoded("opaque");
        if (!isFresh(opaque, query.decoded("user"), host, unixSeconds)) {
            return null;
        }
        String proven = null;
        for (var user : query.users()) {
            for (var spelling : app.spellings()) {
                if (answersAsHolderOf(user + "@" + spelling, query, user, masterKeys)) {
                    proven = user;
                }
            }
        }
        return proven != null && isFirstAnswer(opaque) ? proven : null;
    }

    /**
     * Records an answered challenge; returns false if it was answered before. If the list is full, drops the oldest
     * entry.
     */
    private boolean isFirstAnswer(String opaque) {
        lock.lock();
        try {
            if (answered.size() >= SessionParameters.MAX_ANSWERED_CHALLENGES) {
                answered.removeFirst();
            }
            return answered.add(opaque);
        } finally {
            lock.unlock();
        }
    }

    /** Returns true if the client knows the token of {@code subject}, or the part of it that FFmpeg keeps. */
    private boolean answersAsHolderOf(String subject, LoginQuery query, String user, List<Bytes> masterKeys) {
        boolean answers = false;
        for (var key : masterKeys) {
            var password = AuthToken.of(key, subject);
            answers |= answers(query, user, password)
                    || answers(query, user, password.substring(0, FFMPEG_PASSWORD_LENGTH));
        }
        return answers;
    }

    private boolean answers(LoginQuery query, String user, String password) {
        var once = md5(user + salt(query.decoded("user")) + password);
        var answer = query.decoded("response");
        var expected = md5(once + query.decoded("opaque") + query.decoded("challenge"));
        return AuthToken.matches(expected, answer);
    }

    private boolean isFresh(String opaque, String user, String host, long unixSeconds) {
        var parts = OPAQUE.matcher(opaque);
        if (!parts.matches()) {
            return false;
        }
        long given = Long.parseLong(parts.group("seconds"));
        return Math.abs(unixSeconds - given) <= SessionParameters.CHALLENGE_SECONDS
                && AuthToken.matches(opaque(user, host, given, parts.group("nonce")), opaque);
    }

    private String opaque(String user, String host, long unixSeconds, String nonce) {
        var proof = AuthToken.of(secret, "opaque " + unixSeconds + " " + nonce + " " + host + " " + user);
        return unixSeconds + "." + nonce + "." + proof.substring(0, PROOF_LENGTH);
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
