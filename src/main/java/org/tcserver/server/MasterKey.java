package org.tcserver.server;

import java.util.List;
import org.tcserver.session.AppName;
import org.tcserver.session.AuthToken;
import org.tcserver.session.TokenSubject;
import org.tcserver.wire.Bytes;

/** A key from which authentication tokens follow. Immutable; its text form keeps it to itself. */
public record MasterKey(Bytes secret) {
    public MasterKey {
        if (secret.isEmpty()) {
            throw new IllegalArgumentException("an empty key");
        }
    }

    /** The key whose bytes are {@code text} in UTF-8; {@link IllegalArgumentException} if that is empty. */
    public static MasterKey ofText(String text) {
        return new MasterKey(Bytes.ofUtf8(text));
    }

    /** The key of these hexadecimal digits; {@link IllegalArgumentException} if they are not, or none. */
    public static MasterKey ofHex(String digits) {
        return new MasterKey(Bytes.ofHex(digits));
    }

    /**
     * The token for {@code message}, in lower-case hexadecimal.
     *
     * @param message an App's name, or a user name, {@code @} and an App's name
     */
    public String token(String message) {
        return AuthToken.of(secret, message);
    }

    /**
     * The message whose token every client can use that {@code message} is meant for: without the slashes around the App's
     * name, which do not count.
     */
    public static String plainMessage(String message) {
        int app = message.lastIndexOf('@') + 1;
        return message.substring(0, app)
                + AppName.ofDecoded(message.substring(app)).name();
    }

    /** Doubts whether the user of {@code message} may do what was meant, a sentence each; mostly none. */
    public static List<String> warnings(String message) {
        return TokenSubject.parse(message).warnings();
    }

    @Override
    public String toString() {
        return "MasterKey[***]";
    }
}
