package org.tcserver.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TcUrlTest {
    @ParameterizedTest
    @CsvSource({
        "rtmp://localhost/live/12345, live/12345, ''",
        "rtmp://localhost:1935/live, live, ''",
        "rtmp://user:pass@[::1]:1935/live?a=b;c, live, a=b;c",
        "rtmfp://host/live?a?b#c?d, live, a?b",
        "rtmfp://host/live#c?d, live, ''",
        "rtmp://host, '', ''",
        "rtmp://host/, '', ''",
        "rtmp://host?x=1, '', x=1",
        "rtmp://host//live, /live, ''",
        "rtmfp:live/x, live/x, ''",
        "rtmfp:, '', ''",
        "/live, live, ''",
        "live, live, ''",
        "'', '', ''",
        "rtmp://host/a%2Fb?%3F, a%2Fb, %3F",
    })
    void parts(String url, String path, String query) {
        assertEquals(new TcUrl(path, query), TcUrl.parse(url));
    }
}
