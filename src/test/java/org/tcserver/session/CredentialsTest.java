package org.tcserver.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.tcserver.amf.Amf0Arguments;
import org.tcserver.amf.Amf0Writer;
import org.tcserver.amf.AmfValue;
import org.tcserver.wire.Bytes;

class CredentialsTest {
    private static final Bytes OTHER = Bytes.ofUtf8("other");
    private static final Bytes KEY = Bytes.ofUtf8("supersecret");
    private static final Bytes NONCE = Bytes.ofHex("55e154b9a21eaff92499897b384e2e9314b8c1305a383b66c365eaad3d83f4a0");
    private static final AppName APP = AppName.ofDecoded("live/12345");
    private static final String APP_TOKEN = AuthToken.of(KEY, APP.name());
    private static final String MIKES_TOKEN = AuthToken.of(KEY, "mike@" + APP.name());

    private static @Nullable Credentials of(AmfValue... arguments) {
        var connect = new ArrayList<>(List.of(AmfValue.of("connect"), AmfValue.of(1), AmfValue.NULL));
        connect.addAll(List.of(arguments));
        return Credentials.of(Amf0Arguments.read(Amf0Writer.encode(connect)));
    }

    @Test
    void areTheStringsAfterTheCommandObject() {
        assertEquals(new Credentials(null, "t"), of(AmfValue.of("t")));
        assertEquals(new Credentials("u", "t"), of(AmfValue.of("u"), AmfValue.of("t")));
        assertEquals(new Credentials("u", "t"), of(AmfValue.of("u"), AmfValue.of("t"), AmfValue.of("more")));
        assertEquals(new Credentials(null, "t"), of(AmfValue.of("t"), AmfValue.of(5)));
        assertNull(of());
        assertNull(of(AmfValue.NULL, AmfValue.of("t")));
    }

    @Test
    void areProvenByAnyKey() {
        var app = new Credentials(null, APP_TOKEN);
        assertEquals(APP_TOKEN, app.verify(APP, List.of(OTHER, KEY), Bytes.EMPTY));
        assertEquals(APP_TOKEN, app.verify(APP, List.of(KEY, OTHER), Bytes.EMPTY));
        assertNull(app.verify(APP, List.of(OTHER), Bytes.EMPTY));
        assertNull(app.verify(AppName.ofDecoded("live/1234"), List.of(KEY), Bytes.EMPTY));
    }

    @Test
    void areProvenForTheUserWhoGaveThem() {
        assertEquals(MIKES_TOKEN, new Credentials("mike", MIKES_TOKEN).verify(APP, List.of(KEY), Bytes.EMPTY));
        assertNull(new Credentials("mika", MIKES_TOKEN).verify(APP, List.of(KEY), Bytes.EMPTY));
        assertNull(new Credentials("mike", APP_TOKEN).verify(APP, List.of(KEY), Bytes.EMPTY));
        assertNull(new Credentials(null, MIKES_TOKEN).verify(APP, List.of(KEY), Bytes.EMPTY));
    }

    @Test
    void areProvenByATokenHashedWithTheNonce() {
        var hashed = AuthToken.of(NONCE, APP_TOKEN);
        assertEquals(APP_TOKEN, new Credentials(null, hashed).verify(APP, List.of(KEY), NONCE));
        assertEquals(APP_TOKEN, new Credentials(null, APP_TOKEN).verify(APP, List.of(KEY), NONCE));
        assertNull(new Credentials(null, hashed).verify(APP, List.of(KEY), Bytes.of(1)));
        assertNull(new Credentials(null, hashed).verify(APP, List.of(KEY), Bytes.EMPTY));
    }

    @Test
    void areProvenForTheNameOfTheAppAsSentAndAsItIs() {
        var sent = AppName.ofDecoded("/live//");
        for (var spelling : List.of("live", "/live//")) {
            var token = AuthToken.of(KEY, spelling);
            assertEquals(token, new Credentials(null, token).verify(sent, List.of(KEY), Bytes.EMPTY));
            var mikes = AuthToken.of(KEY, "mike@" + spelling);
            assertEquals(mikes, new Credentials("mike", mikes).verify(sent, List.of(KEY), Bytes.EMPTY));
            var hashed = AuthToken.of(NONCE, token);
            assertEquals(token, new Credentials(null, hashed).verify(sent, List.of(KEY), NONCE));
        }
        var another = AuthToken.of(KEY, "live/");
        assertNull(new Credentials(null, another).verify(sent, List.of(KEY), Bytes.EMPTY));
    }

    @Test
    void doNotTellTheirToken() {
        assertFalse(new Credentials("mike", MIKES_TOKEN).toString().contains(MIKES_TOKEN));
    }
}
