package org.tcserver.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.tcserver.hub.Parameters;

/**
 * The text that a token is computed from: an App's name, or a user name, {@code @} and an App's name. An App that
 * requires tokens has no {@code @} in its name, so the last {@code @} is the separator. Immutable.
 *
 * @param userName empty if the token is for the whole App
 */
public record TokenSubject(String userName, String app) {
    private static final Set<String> PROPERTIES = Set.of("name", "pri", "xcl", "nbf", "use_by", "exp", "exi", "pub");
    private static final Pattern SEPARATOR = Pattern.compile(";");

    /** Splits {@code text} at its last {@code @}. */
    public static TokenSubject parse(String text) {
        int at = text.lastIndexOf('@');
        return new TokenSubject(text.substring(0, Math.max(at, 0)), text.substring(at + 1));
    }

    /**
     * Returns a sentence for each property of the user name that the server probably interprets differently than
     * intended.
     */
    public List<String> warnings() {
        var warnings = new ArrayList<String>();
        var values = Parameters.ofUserName(userName);
        var unreadable = UserProperties.of(userName).unreadableLimit();
        if (unreadable != null && UserProperties.isLimit(unreadable)) {
            warnings.add(quoted(unreadable, values) + " is not a number: the server refuses this user");
        }
        if (values.has("pri") && values.number("pri").isEmpty()) {
            warnings.add(quoted("pri", values) + " is not a number: the server takes it as 0");
        }
        SEPARATOR.splitAsStream(userName).map(TokenSubject::name).forEach(name -> {
            var meant = name.strip().toLowerCase(Locale.ROOT);
            if (!name.equals(meant) && PROPERTIES.contains(meant)) {
                var effect = UserProperties.isLimit(meant) ? "refuses a user with" : "ignores";
                warnings.add("the server " + effect + " \"" + name + "\": the property is called " + meant);
            }
        });
        return warnings;
    }

    private static String quoted(String name, Parameters values) {
        return name + "=" + values.value(name);
    }

    private static String name(String property) {
        int equals = property.indexOf('=');
        return Parameters.percentDecode(equals < 0 ? property : property.substring(0, equals));
    }
}
