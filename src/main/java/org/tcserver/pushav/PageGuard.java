package org.tcserver.pushav;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.tcserver.http.OriginPolicy;
import org.tcserver.http.PageHeaders;
import org.tcserver.metrics.Exposition;
import org.tcserver.metrics.Labels;

/**
 * Stops web pages of other origins from changing anything, and sends the CORS headers that state which responses such
 * pages may read (Fetch §3.3). Thread-safe.
 */
final class PageGuard implements Endpoint {
    private static final Set<String> READING_METHODS = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> PUBLIC_RESOURCES = Set.of("streams", "probe");
    private static final String HEADERS = "Content-Type, Range, X-EXTINF-duration, DASH-IF-Ingest";

    private final OriginPolicy policy;
    private final Endpoint guarded;
    private final LongAdder refused = new LongAdder();

    PageGuard(OriginPolicy policy, Endpoint guarded) {
        this.policy = policy;
        this.guarded = guarded;
    }

    @Override
    public void answer(Call call) throws IOException, Problem {
        var page = call.page();
        boolean trusted = policy.mayChange(page);
        if (changes(call.method()) && !trusted) {
            throw refusal(page);
        }
        boolean shared = share(call, page, trusted);
        if (shared && call.method().equals("OPTIONS")) {
            preflight(call, page, trusted);
        } else {
            guarded.answer(call);
        }
    }

    /**
     * Sets CORS headers: a trusted origin may read every response, other origins only public ones. Returns false if no
     * other origin may read the response.
     */
    private static boolean share(Call call, PageHeaders page, boolean trusted) {
        var origin = page.origin();
        boolean publicly = !changes(call.method()) && isPublic(call.path());
        if (trusted && origin.isPresent()) {
            call.responseHeader("Access-Control-Allow-Origin", origin.get().toString());
        } else if (publicly) {
            call.responseHeader("Access-Control-Allow-Origin", "*");
        } else {
            return false;
        }
        call.responseHeader("Vary", "Origin");
        return true;
    }

    private void preflight(Call call, PageHeaders page, boolean trusted) throws IOException, Problem {
        var wanted = call.header("Access-Control-Request-Method");
        if (wanted != null && changes(wanted) && !trusted) {
            throw refusal(page);
        }
        boolean all = trusted && page.origin().isPresent();
        call.responseHeader("Access-Control-Allow-Methods", all ? "GET, HEAD, PUT, POST, DELETE" : "GET, HEAD");
        call.responseHeader("Access-Control-Allow-Headers", HEADERS);
        call.empty(204);
    }

    private static boolean changes(String method) {
        return !READING_METHODS.contains(method);
    }

    private static boolean isPublic(List<String> path) {
        return !path.isEmpty() && PUBLIC_RESOURCES.contains(path.getFirst());
    }

    private Problem refusal(PageHeaders page) {
        refused.increment();
        var flag = page.origin().map(origin -> " " + origin).orElse("");
        return new Problem(403, page.sender() + " may not change anything here; see --allow-origin" + flag);
    }

    void writeMetrics(Exposition to) {
        to.counter("pushavserver_page_refusals_total", "Requests of web pages of other origins that were refused.")
                .sample(Labels.NONE, refused.sum());
    }
}
