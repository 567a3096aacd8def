// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.layout;

import dev.rookery.maildir.InvalidMailboxNameException;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.ModifiedUtf7;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// A mailbox name as it stands in a directory or a file: components with a separator between.
///
/// Written is modified UTF-7. Read is UTF-8 too (Courier's names, and Dovecot's on request): a text
/// beyond ASCII is one of those, and ASCII that is no modified UTF-7 stands for itself.
final class FolderText {
    /// A folder's whole directory name, its leading dot included.
    static final int DIRECTORY_BYTES_MAX = 200;

    private FolderText() {}

    /// @throws InvalidMailboxNameException if no Maildir++ directory can carry the name
    static String encode(MailboxName name, char separator) {
        if (!canLieOnDisk(name)) {
            throw new InvalidMailboxNameException(
                    "folders on disk cannot have a dot or a slash within a level of their name");
        }
        List<String> encoded = name.components().stream().map(ModifiedUtf7::encode).toList();
        String text = String.join(String.valueOf(separator), encoded);
        if (1 + text.length() > DIRECTORY_BYTES_MAX) {
            throw new InvalidMailboxNameException(
                    "folder names take at most " + DIRECTORY_BYTES_MAX + " bytes on disk");
        }
        return text;
    }

    /// Empty if the text is nobody's name: an empty level, too many of them, control characters.
    static Optional<MailboxName> decode(String text, char separator) {
        Optional<MailboxName> asItStands = valid(() -> MailboxName.parse(text, separator));
        boolean ascii = text.chars().allMatch(c -> c < 128);
        Optional<MailboxName> name =
                ascii
                        ? asItStands.flatMap(FolderText::fromModifiedUtf7).or(() -> asItStands)
                        : asItStands;
        return name.filter(FolderText::canLieOnDisk);
    }

    private static Optional<MailboxName> fromModifiedUtf7(MailboxName name) {
        List<String> decoded = new ArrayList<>();
        for (String component : name.components()) {
            ModifiedUtf7.decode(component).ifPresent(decoded::add);
        }
        return decoded.size() == name.components().size()
                ? valid(() -> new MailboxName(decoded))
                : Optional.empty();
    }

    private static Optional<MailboxName> valid(Supplier<MailboxName> name) {
        try {
            return Optional.of(name.get());
        } catch (InvalidMailboxNameException nobodysName) {
            return Optional.empty();
        }
    }

    private static boolean canLieOnDisk(MailboxName name) {
        return name.components().stream()
                .allMatch(component -> component.indexOf('.') < 0 && component.indexOf('/') < 0);
    }
}
