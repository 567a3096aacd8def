// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.migrate;

import dev.rookery.maildir.AccountLocation.Owner;
import dev.rookery.maildir.UidValidity;
import dev.rookery.maildir.internal.files.Directory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/// Dovecot's counter of UIDVALIDITY in the root of an account.
///
/// `dovecot-uidvalidity` holds eight hexadecimal digits and no line end. An empty twin, which has
/// the digits in its name, is what Dovecot counts by: it renames the twin to the next number.
public final class UidValidityFile {
    static final String FILE = "dovecot-uidvalidity";

    private static final String TWIN = FILE + ".";
    private static final int DIGITS = 8;

    private UidValidityFile() {}

    /// The greatest UIDVALIDITY that was given out, if either file tells.
    public static Optional<UidValidity> read(Directory root) throws IOException {
        Optional<UidValidity> greatest = inFile(root);
        for (Directory.Entry entry : root.list()) {
            greatest = later(greatest, ofTwin(entry.name()));
        }
        return greatest;
    }

    /// What [#write] wrote; 0 if that cannot be told.
    public static long counted(Directory root) throws IOException {
        return inFile(root).map(UidValidity::value).orElse(0L);
    }

    private static Optional<UidValidity> inFile(Directory root) throws IOException {
        return SmallFile.read(root, FILE)
                .map(SmallFile::text)
                .map(String::strip)
                .flatMap(UidValidityFile::parse);
    }

    private static Optional<UidValidity> later(Optional<UidValidity> a, Optional<UidValidity> b) {
        return a.isPresent() && (b.isEmpty() || a.get().compareTo(b.get()) >= 0) ? a : b;
    }

    /// Makes Dovecot count on from `value`. Durable when this returns.
    public static void write(Directory root, UidValidity value, Optional<Owner> owner)
            throws IOException {
        String digits = format(value);
        SmallFile.write(root, FILE, digits.getBytes(StandardCharsets.ISO_8859_1), owner);
        if (root.stat(TWIN + digits).isEmpty()) {
            root.create(TWIN + digits, owner).close();
        }
        root.force();
        for (Directory.Entry entry : root.list()) {
            if (ofTwin(entry.name()).filter(it -> !it.equals(value)).isPresent()) {
                root.delete(entry.name());
            }
        }
    }

    static String format(UidValidity value) {
        return HexFormat.of().toHexDigits(value.value(), DIGITS);
    }

    static Optional<UidValidity> ofTwin(String name) {
        return name.startsWith(TWIN) ? parse(name.substring(TWIN.length())) : Optional.empty();
    }

    static Optional<UidValidity> parse(String digits) {
        if (digits.length() != DIGITS || !digits.chars().allMatch(HexFormat::isHexDigit)) {
            return Optional.empty();
        }
        long value = HexFormat.fromHexDigitsToLong(digits);
        return value >= 1 && value <= UidValidity.MAX
                ? Optional.of(new UidValidity(value))
                : Optional.empty();
    }
}
