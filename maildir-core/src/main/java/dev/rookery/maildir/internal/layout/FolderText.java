// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.layout;

import dev.rookery.maildir.InvalidMailboxNameException;
import dev.rookery.maildir.MailLimits;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.ModifiedUtf7;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Reads the levels of a mailbox name as they are spelled in directories and files.
///
/// ASCII is modified UTF-7 if all of it is valid. Other texts stand for themselves but for
/// Courier's escapes, a backslash and three octal digits; of these a dot, a slash or a control
/// character remains written so, because names with such are no mailbox's.
final class FolderText {
    private static final int ESCAPE_CHARS = 4;
    private static final String ESCAPED_PRINTABLE = "./~:\\";
    private static final String READABLE = "~:\\";

    private FolderText() {}

    /// Spells each level, and makes sure that the layout would read the same name again.
    ///
    /// @throws InvalidMailboxNameException if it would not
    static List<String> spell(Layout layout, FolderSpelling spelling, MailboxName name) {
        List<String> levels = name.components().stream().map(spelling::spell).toList();
        if (!layout.read(levels).equals(Optional.of(name))) {
            throw new InvalidMailboxNameException("on disk this would be another folder's name");
        }
        return levels;
    }

    /// @throws InvalidMailboxNameException if it is longer than a directory's name may be
    static String requireRoom(String directory) {
        if (directory.getBytes(StandardCharsets.UTF_8).length > MailLimits.DIRECTORY_BYTES_MAX) {
            throw new InvalidMailboxNameException(
                    "folder names take at most "
                            + MailLimits.DIRECTORY_BYTES_MAX
                            + " bytes on disk");
        }
        return directory;
    }

    /// All levels are read in the same way. Empty if they are nobody's name.
    static Optional<List<String>> readLevels(List<String> levels) {
        boolean ascii = levels.stream().allMatch(level -> level.chars().allMatch(c -> c < 128));
        Optional<List<String>> utf7 =
                ascii ? all(levels, ModifiedUtf7::decode) : Optional.<List<String>>empty();
        boolean shifted = utf7.isPresent() && !utf7.get().equals(levels);
        Optional<List<String>> plain = all(levels, Optional::of);
        return shifted ? utf7 : all(levels, level -> Optional.of(unescaped(level))).or(() -> plain);
    }

    static Optional<String> readLevel(String level) {
        return readLevels(List.of(level)).map(List::getFirst);
    }

    private static Optional<List<String>> all(
            List<String> levels, Function<String, Optional<String>> reading) {
        List<String> read = new ArrayList<>();
        for (String level : levels) {
            reading.apply(level).filter(FolderText::isLevel).ifPresent(read::add);
        }
        return read.size() == levels.size() ? Optional.of(read) : Optional.empty();
    }

    /// Whether a mailbox name can have this as one of its levels.
    static boolean isLevel(String text) {
        try {
            return new MailboxName(List.of(text)).components().size() == 1;
        } catch (InvalidMailboxNameException nobodys) {
            return false;
        }
    }

    static Optional<MailboxName> name(List<String> levels) {
        try {
            return Optional.of(new MailboxName(levels));
        } catch (InvalidMailboxNameException nobodys) {
            return Optional.empty();
        }
    }

    /// A text with a backslash that Courier would not have written is not Courier's.
    private static String unescaped(String level) {
        StringBuilder text = new StringBuilder(level.length());
        int at = 0;
        while (at < level.length()) {
            if (level.charAt(at) != '\\') {
                text.append(level.charAt(at++));
                continue;
            }
            int escaped = escapedAt(level, at);
            boolean couriers =
                    escaped >= 0 && (escaped < ' ' || ESCAPED_PRINTABLE.indexOf(escaped) >= 0);
            if (!couriers) {
                return level;
            }
            if (READABLE.indexOf(escaped) >= 0) {
                text.append((char) escaped);
            } else {
                text.append(level, at, at + ESCAPE_CHARS);
            }
            at += ESCAPE_CHARS;
        }
        return text.toString();
    }

    /// The byte that a backslash and three octal digits stand for, or -1.
    private static int escapedAt(String text, int at) {
        if (at + ESCAPE_CHARS > text.length()) {
            return -1;
        }
        int value = 0;
        for (int i = at + 1; i < at + ESCAPE_CHARS; i++) {
            char digit = text.charAt(i);
            if (digit < '0' || digit > '7') {
                return -1;
            }
            value = value * 8 + digit - '0';
        }
        return value;
    }

    /// The text whose bytes stand as ISO 8859-1 characters, if they are UTF-8.
    static Optional<String> utf8(String latin1) {
        ByteBuffer bytes = ByteBuffer.wrap(latin1.getBytes(StandardCharsets.ISO_8859_1));
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }
}
