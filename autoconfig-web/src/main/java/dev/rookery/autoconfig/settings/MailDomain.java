// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.autoconfig.settings;

import java.util.Comparator;
import java.util.List;

/// What is announced to the mail clients of one domain.
///
/// @param displayName for people, 1 to 60 characters
/// @param shortName for narrow lists, 1 to 20 characters
/// @param imap 1 to 4 servers; kept with TLS from the start before STARTTLS
/// @param submission 1 to 4 servers for sending, in the same order
public record MailDomain(
        DomainName name,
        String displayName,
        String shortName,
        List<MailServer> imap,
        List<MailServer> submission,
        UserName userName) {
    /// Code points (draft-ietf-mailmaint-autoconfig).
    public static final int DISPLAY_NAME_CHARS_MAX = 60;

    /// Code points (draft-ietf-mailmaint-autoconfig).
    public static final int SHORT_NAME_CHARS_MAX = 20;

    /// Servers of one kind: keeps every document below 8 KB, which clients are known to read.
    public static final int SERVERS_MAX = 4;

    /// @throws IllegalArgumentException if a name or a list does not keep its limits
    public MailDomain {
        requireName("display name", displayName, DISPLAY_NAME_CHARS_MAX);
        requireName("short name", shortName, SHORT_NAME_CHARS_MAX);
        imap = inOrder("IMAP", imap);
        submission = inOrder("submission", submission);
    }

    /// A domain whose short name is the beginning of its display name.
    public static MailDomain of(
            DomainName name,
            String displayName,
            List<MailServer> imap,
            List<MailServer> submission,
            UserName userName) {
        return new MailDomain(
                name, displayName, shortened(displayName), imap, submission, userName);
    }

    private static String shortened(String displayName) {
        if (codePoints(displayName) <= SHORT_NAME_CHARS_MAX) {
            return displayName;
        }
        int end = displayName.offsetByCodePoints(0, SHORT_NAME_CHARS_MAX);
        int space = displayName.lastIndexOf(' ', end);
        return displayName.substring(0, space > 0 ? space : end).strip();
    }

    private static void requireName(String what, String name, int charsMax) {
        int chars = codePoints(name);
        if (chars == 0 || chars > charsMax) {
            throw new IllegalArgumentException(
                    "a " + what + " has 1 to " + charsMax + " characters, not " + chars);
        }
        if (!name.equals(name.strip()) || !name.codePoints().allMatch(MailDomain::isPrintable)) {
            throw new IllegalArgumentException(
                    "a " + what + " has no control characters and no space at its ends");
        }
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> (c & 0xFFFE) != 0xFFFE;
        };
    }

    private static List<MailServer> inOrder(String what, List<MailServer> servers) {
        if (servers.isEmpty() || servers.size() > SERVERS_MAX) {
            throw new IllegalArgumentException(
                    "a domain has 1 to %d %s servers, not %d"
                            .formatted(SERVERS_MAX, what, servers.size()));
        }
        return servers.stream().sorted(Comparator.comparing(MailServer::socketType)).toList();
    }

    private static int codePoints(String text) {
        return text.codePointCount(0, text.length());
    }
}
