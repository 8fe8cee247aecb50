package org.tcserver.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.tcserver.wire.Bytes;

/** The values are those that the server's documentation gives. */
class AuthTokenTest {
    private static final Bytes SUPERSECRET = Bytes.ofUtf8("supersecret");
    private static final String APP_TOKEN = "df41d9cbe74f325250d6e0346dcd9e95fb837892f4a927c27cecf2664d639786";

    @Test
    void ofAnApp() {
        assertEquals(APP_TOKEN, AuthToken.of(SUPERSECRET, "live/12345"));
    }

    @Test
    void ofAUser() {
        assertEquals(
                "8bddf00ca7e31862fe17872c463df61eafde6518f565cb3def0e82a3b2d639d7",
                AuthToken.of(SUPERSECRET, "mike@live/12345"));
        assertEquals(
                "5f9f4c0692998b02c15d7a8a1d80ca530db1b1e93fa69cb8bb1c765b32f3bab6",
                AuthToken.of(SUPERSECRET, "67890;name=mike;pri=5;exp=1832700000@live/12345"));
    }

    @Test
    void hashedWithANonce() {
        var serverNonce = Bytes.ofHex("55e154b9a21eaff92499897b384e2e9314b8c1305a383b66c365eaad3d83f4a0");
        assertEquals(
                "a762c38f376a273a583714b342ee700348882476a2350fc4e74b700411246841",
                AuthToken.of(serverNonce, APP_TOKEN));
        var clientNonce = Bytes.ofHex("cbc290212a52dad978da93870e6929a5050d838a18723620b92df9a530535442");
        assertEquals(
                "bc4e260a541aa5c6cd498f414afd7f05c76bd6d731f726df268d0b1e8bf5a58c",
                AuthToken.of(clientNonce, APP_TOKEN));
    }

    @Test
    void anEmptyKeyIsAKey() {
        assertEquals("b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad", AuthToken.of(Bytes.EMPTY, ""));
    }

    @Test
    void compares() {
        assertTrue(AuthToken.matches("abc", "abc"));
        assertFalse(AuthToken.matches("abc", "ABC"));
        assertFalse(AuthToken.matches("abc", "ab"));
        assertFalse(AuthToken.matches("abc", ""));
    }
}
