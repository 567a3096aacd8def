// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.autoconfig.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Sends bytes to a port of this machine, exactly as given, and reads until the server closes.
record RawHttp(int port) {
    private static final int READ_MILLIS_MAX = 30_000;

    /// One answer; header names in lower case, one character of `content` for each byte.
    record Reply(String statusLine, Map<String, String> headers, String content) {
        int status() {
            return Integer.parseInt(statusLine.split(" ", -1)[1]);
        }

        byte[] body() {
            return content.getBytes(StandardCharsets.ISO_8859_1);
        }

        String text() {
            return new String(body(), StandardCharsets.UTF_8);
        }

        /// The content type; the optional space in it is left out.
        String type() {
            return headers.getOrDefault("content-type", "").replace(" ", "");
        }

        /// Everything that came back.
        String everything() {
            return statusLine + headers + text();
        }
    }

    /// @param headers whole lines
    Reply send(String method, String target, String... headers) throws IOException {
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        List.of(headers).forEach(line -> head.append(line).append("\r\n"));
        return send(head.append("Connection: close\r\n\r\n").toString());
    }

    /// @param request one byte for each of its characters
    Reply send(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(READ_MILLIS_MAX);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return parsed(socket.getInputStream().readAllBytes());
        }
    }

    private static Reply parsed(byte[] bytes) {
        String all = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = all.indexOf("\r\n\r\n");
        String[] lines = all.substring(0, end).split("\r\n", -1);
        Map<String, String> headers = new TreeMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.merge(
                    lines[i].substring(0, colon).toLowerCase(Locale.ROOT),
                    lines[i].substring(colon + 1).strip(),
                    (one, other) -> one + ", " + other);
        }
        return new Reply(lines[0], headers, all.substring(end + 4));
    }
}
