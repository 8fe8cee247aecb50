package org.tcserver.http;

/** Limits for HTTP clients. */
final class HttpParameters {
    /** Maximum size of a request's head: request line and headers. */
    static final int MAX_HEAD_BYTES = 16 * 1024;

    static final int MAX_HEADERS = 100;

    /** Maximum number of requests per connection; then the client must open another one. */
    static final int MAX_REQUESTS = 200;

    private HttpParameters() {}
}
