package org.tcserver.pushav;

import java.io.IOException;

/** Responds to the requests for a group of paths. Thread-safe. */
interface Endpoint {
    /**
     * Sends the response, or throws a {@link Problem}.
     *
     * @throws IOException if the client disconnected, or the disk failed
     */
    void answer(Call call) throws IOException, Problem;
}
