package org.tcserver.server;

import java.util.List;
import org.tcserver.session.AppName;
import org.tcserver.session.AuthToken;
import org.tcserver.session.TokenSubject;
import org.tcserver.wire.Bytes;

/** A key from which authentication tokens are derived. Immutable; its text form hides the secret. */
public record MasterKey(Bytes secret) {
    public MasterKey {
        if (secret.isEmpty()) {
            throw new IllegalArgumentException("an empty key");
        }
    }

    /**
     * Returns the key with the bytes of {@code text} in UTF-8; throws {@link IllegalArgumentException} if it is empty.
     */
    public static MasterKey ofText(String text) {
        return new MasterKey(Bytes.ofUtf8(text));
    }

    /**
     * Returns the key with these hexadecimal digits; throws {@link IllegalArgumentException} if they are invalid or
     * empty.
     */
    public static MasterKey ofHex(String digits) {
        return new MasterKey(Bytes.ofHex(digits));
    }

    /**
     * Returns the token for {@code message}, in lower-case hexadecimal.
     *
     * @param message an App's name, or a user name, {@code @} and an App's name
     */
    public String token(String message) {
        return AuthToken.of(secret, message);
    }

    /**
     * Returns {@code message} without the slashes around the App's name, which are not significant. The token for it
     * works in every client.
     */
    public static String plainMessage(String message) {
        int app = message.lastIndexOf('@') + 1;
        return message.substring(0, app)
                + AppName.ofDecoded(message.substring(app)).name();
    }

    /** Returns one sentence for each doubt whether {@code message} means the intended user and App; usually none. */
    public static List<String> warnings(String message) {
        return TokenSubject.parse(message).warnings();
    }

    @Override
    public String toString() {
        return "MasterKey[***]";
    }
}
