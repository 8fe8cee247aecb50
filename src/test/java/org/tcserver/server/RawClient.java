package org.tcserver.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A TLS client that sends and receives raw bytes. It has no certificate and trusts every server. */
final class RawClient implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: ([0-9]+)\r\n");
    private static final int PATIENCE_MILLIS = 30_000;

    private final SSLSocket socket;

    RawClient(int port) throws IOException, GeneralSecurityException {
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Trusting()}, null);
        socket = (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    RawClient send(String text) throws IOException {
        return send(text.getBytes(ISO_8859_1));
    }

    RawClient send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** Returns everything until the server closes the connection. */
    String rest() {
        var all = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(all);
        } catch (IOException e) {
            all.writeBytes("".getBytes(ISO_8859_1)); // A reset also ends the connection.
        }
        return all.toString(ISO_8859_1);
    }

    /** Reads the header of the next answer. */
    String header() throws IOException {
        var header = new StringBuilder();
        while (header.indexOf("\r\n\r\n") < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                break;
            }
            header.append((char) next);
        }
        return header.toString();
    }

    /** Reads the next answer and its body of known length. Returns the status. */
    int answer() throws IOException {
        var header = header();
        var length = LENGTH.matcher(header);
        if (length.find()) {
            socket.getInputStream().readNBytes(Integer.parseInt(length.group(1)));
        }
        return header.startsWith("HTTP/1.1 ") ? Integer.parseInt(header.substring(9, 12)) : 0;
    }

    /** Resets the TCP connection without a TLS close. */
    void vanish() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Closes TLS and the connection. */
    void leave() throws IOException {
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static final class Trusting implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
