// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.command;

import dev.rookery.maildir.Section;
import dev.rookery.server.imap.wire.CommandBytes;
import dev.rookery.server.imap.wire.SyntaxException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/// A message of this user, or a piece of one, as a relative IMAP URL names it: RFC 5092 §11,
/// `iabsolute-path` and `imsg-or-part`.
///
/// @param mailbox in Unicode; without one the selected mailbox
/// @param uidValidity that the mailbox must have, if the URL says so
public record MessageUrl(
        Optional<String> mailbox,
        Optional<Long> uidValidity,
        long uid,
        Section section,
        Optional<FetchItem.Partial> partial) {
    private static final int NESTING_MAX = 2;
    private static final String UID = ";uid=";
    private static final String UID_VALIDITY = ";uidvalidity=";
    private static final String SECTION = "/;section=";
    private static final String PARTIAL = "/;partial=";

    /// Nothing if it is no such URL.
    public static Optional<MessageUrl> parse(String url) {
        try {
            return read(url);
        } catch (SyntaxException | NumberFormatException | CharacterCodingException wrong) {
            return Optional.empty();
        }
    }

    private static Optional<MessageUrl> read(String url) throws CharacterCodingException {
        if (!url.chars().allMatch(c -> c < 0x80)) {
            return Optional.empty();
        }
        String lower = url.toLowerCase(Locale.ROOT);
        int uidAt = lower.indexOf(UID);
        boolean hasMailbox = uidAt > 0 && url.charAt(uidAt - 1) == '/';
        if (uidAt < 0 || (uidAt > 0 && !hasMailbox) || url.startsWith("//")) {
            return Optional.empty();
        }
        String path = hasMailbox ? url.substring(0, uidAt - 1) : "";
        String mailbox = path.startsWith("/") ? path.substring(1) : path;
        int validityAt = mailbox.toLowerCase(Locale.ROOT).indexOf(UID_VALIDITY);
        Optional<Long> validity = Optional.empty();
        if (validityAt >= 0) {
            validity = Optional.of(number(mailbox.substring(validityAt + UID_VALIDITY.length())));
            mailbox = mailbox.substring(0, validityAt);
        }
        if (hasMailbox && (mailbox.isEmpty() || mailbox.indexOf(';') >= 0 || hasScheme(mailbox))) {
            return Optional.empty();
        }
        int partialAt = lower.indexOf(PARTIAL, uidAt);
        int sectionAt = lower.indexOf(SECTION, uidAt);
        int end = partialAt < 0 ? url.length() : partialAt;
        int uidEnd = sectionAt < 0 ? end : sectionAt;
        if (uidEnd > end) {
            return Optional.empty();
        }
        Section section =
                sectionAt < 0
                        ? Section.WHOLE
                        : section(decoded(url.substring(sectionAt + SECTION.length(), end)));
        return Optional.of(
                new MessageUrl(
                        hasMailbox ? Optional.of(decoded(mailbox)) : Optional.empty(),
                        validity,
                        number(url.substring(uidAt + UID.length(), uidEnd)),
                        section,
                        partialAt < 0
                                ? Optional.empty()
                                : Optional.of(
                                        partial(url.substring(partialAt + PARTIAL.length())))));
    }

    private static boolean hasScheme(String mailbox) {
        return mailbox.contains("://");
    }

    private static long number(String digits) {
        long number = Long.parseLong(digits);
        if (number < 1 || number > Arguments.NUMBER_MAX) {
            throw new NumberFormatException("out of range: " + digits);
        }
        return number;
    }

    /// Percent signs undone, and what comes of it in UTF-8.
    private static String decoded(String text) throws CharacterCodingException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '%') {
                bytes.write(Integer.parseInt(text, i + 1, Math.min(i + 3, text.length()), 16));
                i += 2;
            } else {
                bytes.writeBytes(String.valueOf(text.charAt(i)).getBytes(StandardCharsets.UTF_8));
            }
        }
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes.toByteArray()))
                .toString();
    }

    private static Section section(String text) {
        CommandBytes bytes = CommandBytes.of(text.getBytes(StandardCharsets.UTF_8));
        Arguments in = new Arguments(bytes, NESTING_MAX, Arguments.Encoding.MODIFIED_UTF_7, false);
        return new FetchParser(in).wholeSection();
    }

    private static FetchItem.Partial partial(String range) {
        int point = range.indexOf('.');
        long offset = Long.parseLong(point < 0 ? range : range.substring(0, point));
        long length = point < 0 ? Long.MAX_VALUE : Long.parseLong(range.substring(point + 1));
        if (offset < 0 || length < 1) {
            throw new NumberFormatException("no range: " + range);
        }
        return new FetchItem.Partial(offset, length);
    }
}
