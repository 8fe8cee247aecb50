package org.tcserver.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcserver.wire.Bytes;
import org.tcserver.wire.MalformedException;

final class TcMetadataVectorTest {
    @ParameterizedTest
    @CsvSource({"54430400, 0, false", "54430505, 5, true", "5443048148, 200, false", "54430487ffff7f, 16777215, false"})
    void readsAndWrites(String hex, int streamId, boolean networkOrder) throws MalformedException {
        var bytes = Bytes.ofHex(hex);
        assertEquals(bytes, new TcMetadata(streamId, networkOrder).toBytes());
        assertEquals(new TcMetadata(streamId, networkOrder), TcMetadata.read(bytes));
        for (int i = 0; i < bytes.length(); i++) {
            var truncated = bytes.slice(0, i);
            assertThrows(MalformedException.class, () -> TcMetadata.read(truncated));
        }
    }

    @Test
    void ignoresReservedBitsAndWhatFollows() throws MalformedException {
        assertEquals(new TcMetadata(7, true), TcMetadata.read(Bytes.ofHex("5443ff07aabb")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"00", "55430400", "54440400", "544300", "54430107", "54430488808000"})
    void refusesOthers(String hex) {
        assertThrows(MalformedException.class, () -> TcMetadata.read(Bytes.ofHex(hex)));
    }
}
