package org.tcserver.http;

/** What a client over HTTP is limited to. */
final class HttpParameters {
    /** The head of a request: request line and headers. */
    static final int MAX_HEAD_BYTES = 16 * 1024;

    static final int MAX_HEADERS = 100;

    /** Answered on one connection; then the client has to open another. */
    static final int MAX_REQUESTS = 200;

    private HttpParameters() {}
}
