// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/// Makes messages of random shape, and knows what each of their sections holds. LF only.
final class RandomMime {
    private static final int DEPTH_MAX = 4;
    private static final String[] LINES = {
        "",
        "text",
        "--",
        "--x",
        "-",
        "a\rb",
        "a: b",
        "gr\u00fc\u00dfe",
        " indented",
        "x".repeat(998)
    };

    /// What a part holds, by number; the text after the number is empty or `.MIME` and so on.
    final Map<String, String> sections = new LinkedHashMap<>();

    private final Random random;
    private int boundaries;

    RandomMime(Random random) {
        this.random = random;
    }

    String message() {
        String header = "Subject: " + random.nextInt() + "\n" + fold();
        return entity("", header, "HEADER", "TEXT", true, 0);
    }

    private String fold() {
        return random.nextBoolean() ? "X-Folded: a\n b\n\tc\n" : "";
    }

    /// @param number with a dot behind it, or empty for the message itself
    private String entity(
            String number,
            String fields,
            String headerName,
            String bodyName,
            boolean isMessage,
            int depth) {
        String body;
        String header;
        int kind = depth == DEPTH_MAX ? 2 : random.nextInt(3);
        if (kind == 0) {
            String boundary = "b" + boundaries++ + "=" + "z".repeat(random.nextInt(60));
            header = fields + "Content-Type: multipart/mixed; boundary=\"" + boundary + "\"\n\n";
            body = multipart(number, boundary, depth);
        } else if (kind == 1) {
            header = fields + "Content-Type: message/rfc822\n\n";
            String inner = isMessage ? number + "1." : number;
            body = entity(inner, "Subject: inner\n", "HEADER", "TEXT", true, depth + 1);
        } else {
            header = fields + "Content-Type: text/plain\n\n";
            body = lines();
        }
        if (isMessage && kind != 0) {
            sections.put(number + "1.MIME", header);
            sections.put(number + "1", body);
        }
        sections.put(number + headerName, header);
        sections.put(
                bodyName.isEmpty() ? number.substring(0, number.length() - 1) : number + bodyName,
                body);
        return header + body;
    }

    private String multipart(String number, String boundary, int depth) {
        StringBuilder body = new StringBuilder(random.nextBoolean() ? "preamble\n" : "");
        int parts = 1 + random.nextInt(3);
        for (int i = 1; i <= parts; i++) {
            body.append("--").append(boundary).append(random.nextBoolean() ? "\n" : "  \n");
            body.append(entity(number + i + ".", "", "MIME", "", false, depth + 1)).append('\n');
        }
        body.append("--").append(boundary).append("--");
        return body.append(random.nextBoolean() ? "\nepilogue\n" : "").toString();
    }

    private String lines() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(LINES[random.nextInt(LINES.length)]).append(i > 1 ? "\n" : "");
        }
        return text.toString();
    }
}
