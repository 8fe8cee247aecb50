package org.tcserver.session;

import java.util.LinkedHashSet;
import java.util.SequencedSet;
import org.tcserver.hub.Parameters;

/**
 * The name of an App. Slashes at its start and end do not count, because some clients add them and some users type
 * them. Immutable.
 *
 * @param name without these slashes
 * @param asSent with the slashes that the client sent
 */
public record AppName(String name, String asSent) {
    /** Returns the App that {@code requested} names, decoded and without its query. */
    static AppName ofRequest(String requested) {
        int query = requested.indexOf('?');
        return ofDecoded(Parameters.percentDecode(query < 0 ? requested : requested.substring(0, query)));
    }

    /** Returns the App of the name {@code decoded}. */
    public static AppName ofDecoded(String decoded) {
        int start = 0;
        int end = decoded.length();
        while (start < end && decoded.charAt(start) == '/') {
            start++;
        }
        while (end > start && decoded.charAt(end - 1) == '/') {
            end--;
        }
        return new AppName(decoded.substring(start, end), decoded);
    }

    /** Returns the names that a token may be for. */
    SequencedSet<String> spellings() {
        var spellings = new LinkedHashSet<String>();
        spellings.add(name);
        spellings.add(asSent);
        return spellings;
    }
}
