// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.response;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// RFC 3501 §5.1.3, as a reader of names sees it.
final class ModifiedUtf7 {
    private static final Pattern SHIFT = Pattern.compile("&([A-Za-z0-9+,]*)-");

    private ModifiedUtf7() {}

    /// Printable ASCII for itself, `&-`, and all else in base64 of UTF-16, in one piece.
    static boolean isProper(String name) {
        if (!name.chars().allMatch(each -> each > 0x1F && each < 0x7F)) {
            return false;
        }
        Matcher shift = SHIFT.matcher(name);
        int after = -1;
        int from = 0;
        while (from < name.length()) {
            int start = name.indexOf('&', from);
            if (start < 0) {
                return true;
            }
            if (!shift.find(start) || shift.start() != start) {
                return false;
            }
            String base64 = shift.group(1);
            if (!base64.isEmpty() && (after == start || !isShifted(base64))) {
                return false;
            }
            from = shift.end();
            after = base64.isEmpty() ? -1 : from;
        }
        return true;
    }

    private static boolean isShifted(String base64) {
        byte[] utf16;
        try {
            utf16 = Base64.getDecoder().decode(base64.replace(',', '/'));
        } catch (IllegalArgumentException wrong) {
            return false;
        }
        String again = Base64.getEncoder().withoutPadding().encodeToString(utf16);
        if (!again.replace('/', ',').equals(base64)) {
            return false;
        }
        try {
            String text =
                    StandardCharsets.UTF_16BE
                            .newDecoder()
                            .decode(ByteBuffer.wrap(utf16))
                            .toString();
            return text.chars().noneMatch(each -> each > 0x1F && each < 0x7F);
        } catch (CharacterCodingException wrong) {
            return false;
        }
    }
}
