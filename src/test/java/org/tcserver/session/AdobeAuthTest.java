package org.tcserver.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.tcserver.wire.Bytes;

class AdobeAuthTest {
    private static final Bytes KEY = Bytes.ofUtf8("supersecret");
    private static final AppName APP = AppName.ofDecoded("live");
    private static final String HOST = "192.0.2.1";
    private static final long NOW = 1_800_000_000L;
    private static final String USER = "name=mike;pri=5";

    private final AdobeAuth auth = new AdobeAuth(Bytes.ofUtf8("server's"));

    private static String md5(String text) throws Exception {
        return Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
    }

    private static LoginQuery query(String text) {
        return LoginQuery.of("live?" + text, null);
    }

    /** Returns the answer of an encoder to {@code description}. */
    private static LoginQuery answer(String description, String user, String password) throws Exception {
        var offered = query(description.substring(description.indexOf('?') + 1));
        var once = md5(user + offered.value("salt") + password);
        var response = md5(once + offered.value("opaque") + "c2");
        return query("authmod=adobe&user=" + user + "&challenge=c2&response=" + response + "&opaque="
                + offered.value("opaque"));
    }

    private @Nullable String verify(LoginQuery answer, String host, long unixSeconds) {
        return auth.verify(answer, APP, List.of(Bytes.ofUtf8("another"), KEY), host, unixSeconds);
    }

    private String challenge() {
        return auth.challenge(query("authmod=adobe&user=" + USER), HOST, NOW);
    }

    private static String token() {
        return AuthToken.of(KEY, USER + "@live");
    }

    @Test
    void whoKnowsTheTokenProvesItWithoutTellingIt() throws Exception {
        var answer = answer(challenge(), USER, token());
        assertTrue(AdobeAuth.isAskedFor(answer));
        assertTrue(AdobeAuth.isAnswer(answer));
        assertEquals(USER, verify(answer, HOST, NOW + 59));
    }

    @Test
    void theTokenMayBeForTheNameOfTheAppAsSent() throws Exception {
        var app = AppName.ofDecoded("live/");
        for (var spelling : List.of("live", "live/")) {
            var answer = answer(challenge(), USER, AuthToken.of(KEY, USER + "@" + spelling));
            assertEquals(USER, auth.verify(answer, app, List.of(KEY), HOST, NOW), spelling);
        }
        var another = answer(challenge(), USER, AuthToken.of(KEY, USER + "@/live"));
        assertNull(auth.verify(another, app, List.of(KEY), HOST, NOW));
    }

    @Test
    void asMuchOfATokenAsFfmpegKeepsIsEnough() throws Exception {
        assertEquals(USER, verify(answer(challenge(), USER, token().substring(0, 49)), HOST, NOW));
        assertNull(verify(answer(challenge(), USER, token().substring(0, 48)), HOST, NOW));
    }

    @Test
    void whoDoesNotKnowItIsRefused() throws Exception {
        assertNull(verify(answer(challenge(), USER, "another"), HOST, NOW));
        assertNull(verify(answer(challenge(), "eve", token()), HOST, NOW));
        assertNull(verify(query("authmod=adobe&user=" + USER + "&response="), HOST, NOW));
    }

    @Test
    void anAnswerServesItsClientOnlyAndNotForLong() throws Exception {
        var answer = answer(challenge(), USER, token());
        assertNull(verify(answer, "192.0.2.2", NOW));
        assertNull(verify(answer, HOST, NOW + 61));
        assertNull(new AdobeAuth(Bytes.ofUtf8("another server's")).verify(answer, APP, List.of(KEY), HOST, NOW));
        for (var opaque : List.of("", ".", "1800000000", "1800000000.", "99999999999999999999.00", "x.00")) {
            assertNull(verify(query("authmod=adobe&user=u&response=r&opaque=" + opaque), HOST, NOW), opaque);
        }
    }

    @Test
    void nobodyAnswersAChallengeTwice() throws Exception {
        var answer = answer(challenge(), USER, token());
        var another = answer(challenge(), USER, token());
        assertEquals(USER, verify(answer, HOST, NOW));
        assertNull(verify(answer, HOST, NOW));
        assertEquals(USER, verify(another, HOST, NOW), "of the same second, but another");
    }

    @Test
    void aUserNameMayBePercentEncoded() throws Exception {
        var named = "authmod=adobe&user=name%3Dmike%3Bpri%3D5";
        var description = auth.challenge(query(named), HOST, NOW);
        var offered = query(description.substring(description.indexOf('?') + 1));
        var once = md5(USER + offered.value("salt") + token());
        var response = md5(once + offered.value("opaque") + "c2");
        var answer = query(named + "&challenge=c2&response=" + response.replace("=", "%3D") + "&opaque="
                + offered.value("opaque"));
        assertEquals(USER, verify(answer, HOST, NOW));
    }

    @Test
    void descriptionsAreThoseThatEncodersLookFor() {
        assertTrue(AdobeAuth.OFFER.contains("code=403 need auth; authmod=adobe"));
        assertTrue(
                challenge()
                        .matches(
                                "\\[ AccessManager.Reject ] : \\[ authmod=adobe ] : "
                                        + "\\?reason=needauth&user=name=mike;pri=5&salt=[0-9a-f]{8}&challenge=[0-9a-f.]+&opaque=[0-9a-f.]+"));
        assertTrue(auth.failure().endsWith("?reason=authfailed"));
        assertFalse(AdobeAuth.isAskedFor(query("authmod=llnw&user=u")));
        assertFalse(AdobeAuth.isAskedFor(query("authmod=adobe")));
    }

    @Test
    void theQueryOfTheAppCountsMore() {
        var query = LoginQuery.of("live?user=a&x", "rtmp://h/live?user=b&token=t&=");
        assertEquals("a", query.value("user"));
        assertEquals("t", query.value("token"));
        assertEquals(
                "LoginQuery[token, user]",
                LoginQuery.of(null, "rtmp://h/live?token=t&user=b")
                        .toString()
                        .replace("[user, token]", "[token, user]"));
    }
}
