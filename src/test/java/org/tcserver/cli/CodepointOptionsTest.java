package org.tcserver.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The flag that names a DiffServ codepoint. */
final class CodepointOptionsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "63, 63",
        "+7, 7",
        "0x2e, 46",
        "0X2E, 46",
        "056, 46",
        "00, 0",
        "CS0, 0",
        "CS1, 8",
        "CS2, 16",
        "CS3, 24",
        "CS4, 32",
        "CS5, 40",
        "CS6, 48",
        "CS7, 56",
        "AF11, 10",
        "AF12, 12",
        "AF13, 14",
        "AF21, 18",
        "AF22, 20",
        "AF23, 22",
        "AF31, 26",
        "AF32, 28",
        "AF33, 30",
        "AF41, 34",
        "AF42, 36",
        "AF43, 38",
        "EF, 46",
        "VOICE-ADMIT, 44",
        "LE, 1"
    })
    void codepoints(String value, int codepoint) throws UsageException {
        assertEquals(codepoint, Values.dscp("T", value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"64", "-1", "ef", "08", "0x40", "0x", "", "4 6", "AF14", "99999999999999999999"})
    void badCodepoints(String value) {
        var error = assertThrows(UsageException.class, () -> Values.dscp("T", value));
        var message = String.valueOf(error.getMessage());
        assertTrue(message.startsWith("-T " + value + ": not a DiffServ codepoint"), message);
    }
}
