// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.e2e;

import static java.nio.charset.StandardCharsets.UTF_16BE;

import java.util.Base64;
import java.util.regex.Pattern;

/// Names of mailboxes as they travel in IMAP4rev1 (RFC 3501 §5.1.3), for clients that leave them
/// so.
final class ModifiedUtf7 {
    private static final Pattern SHIFTED = Pattern.compile("&([^-]*)-");
    private static final Pattern TO_SHIFT = Pattern.compile("[^ -~]+");

    private ModifiedUtf7() {}

    static String encode(String name) {
        return TO_SHIFT.matcher(name.replace("&", "&-"))
                .replaceAll(run -> {
                    byte[] bytes = run.group().getBytes(UTF_16BE);
                    String base64 = Base64.getEncoder().withoutPadding().encodeToString(bytes);
                    return "&" + base64.replace('/', ',') + "-";
                });
    }

    static String decode(String name) {
        return SHIFTED.matcher(name)
                .replaceAll(shifted -> {
                    String base64 = shifted.group(1).replace(',', '/');
                    return base64.isEmpty()
                            ? "&"
                            : new String(Base64.getDecoder().decode(base64), UTF_16BE);
                });
    }
}
