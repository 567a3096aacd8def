// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.quota;

import dev.rookery.maildir.AccountLocation.Owner;
import dev.rookery.maildir.QuotaLimits;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.FileStat;
import dev.rookery.maildir.internal.files.InputFile;
import dev.rookery.maildir.internal.files.OutputFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.Optional;

/// The `maildirsize` of an account: kept for other programs, who trust it until it is too old or
/// too long. Nothing here is durable, for it can be counted again.
///
/// Whoever writes it anew has to drop it if a folder changed while he counted.
public final class MaildirSizeFile {
    public static final String NAME = "maildirsize";

    /// Where it is written before it gets its name.
    public static final String ASIDE = "rookery.maildirsize";

    private final Directory root;
    private final Optional<Owner> owner;

    public MaildirSizeFile(Directory root, Optional<Owner> owner) {
        this.root = root;
        this.owner = owner;
    }

    /// What it says; nothing if it is missing or cannot be trusted.
    public Optional<MaildirSize> read() throws IOException {
        try (InputFile file = root.open(NAME)) {
            byte[] content = new byte[MaildirSize.SIZE_BYTES_MAX];
            int length = 0;
            for (int got;
                    (got = file.read(length, content, length, content.length - length)) > 0; ) {
                length += got;
            }
            return MaildirSize.parse(Arrays.copyOf(content, length));
        } catch (NoSuchFileException missing) {
            return Optional.empty();
        }
    }

    /// Whether it is there, and means nothing to anybody. One that is too long is only due to be
    /// written anew.
    public boolean isIllegible() throws IOException {
        Optional<FileStat> file = root.stat(NAME);
        return file.isPresent()
                && file.get().sizeBytes() < MaildirSize.SIZE_BYTES_MAX
                && read().isEmpty();
    }

    /// Adds a line; answers whether the file is fit for more, or else has to be written anew.
    public boolean append(Usage change) throws IOException {
        try (OutputFile file = root.openForWriting(NAME)) {
            file.append(MaildirSize.formatChange(change));
            return file.stat().sizeBytes() < MaildirSize.SIZE_BYTES_MAX;
        } catch (NoSuchFileException missing) {
            return false;
        }
    }

    /// Writes it anew. Others see the old one or the new one, never a part.
    public void write(QuotaLimits limits, Usage usage) throws IOException {
        root.delete(ASIDE);
        byte[] content = MaildirSize.format(limits, usage);
        try (OutputFile file = root.create(ASIDE, owner)) {
            file.write(0, content, 0, content.length);
            // Or a power cut could leave the name with nothing behind it.
            file.forceData();
        }
        root.replace(ASIDE, NAME);
    }

    /// Removes it, so that whoever needs it counts.
    public void drop() throws IOException {
        root.delete(NAME);
    }
}
