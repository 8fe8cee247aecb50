package org.tcserver.pushav;

import java.io.IOException;

/** Answers the requests of some paths. Thread-safe. */
interface Endpoint {
    /**
     * Answers, or says what is wrong.
     *
     * @throws IOException if the client went away, or our disk failed
     */
    void answer(Call call) throws IOException, Problem;
}
