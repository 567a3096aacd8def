// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.migrate;

import dev.rookery.maildir.AccountLocation.Owner;
import dev.rookery.maildir.internal.files.Directory;
import dev.rookery.maildir.internal.files.InputFile;
import dev.rookery.maildir.internal.files.OutputFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/// Files that are read and written whole.
final class SmallFile {
    static final int BYTES_MAX = 1024 * 1024;

    private static final String ASIDE = ".rookery-new";
    private static final int BUFFER_BYTES = 8 * 1024;

    private SmallFile() {}

    /// At most the first mebibyte; empty if there is no such file.
    static Optional<byte[]> read(Directory directory, String name) throws IOException {
        try (InputFile file = directory.open(name)) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            byte[] buffer = new byte[BUFFER_BYTES];
            while (bytes.size() < BYTES_MAX) {
                int got = file.read(bytes.size(), buffer, 0, buffer.length);
                if (got <= 0) {
                    break;
                }
                bytes.write(buffer, 0, got);
            }
            return Optional.of(bytes.toByteArray());
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /// Writes aside, forces, puts in place. Durable after forcing the directory.
    static void write(Directory directory, String name, byte[] bytes, Optional<Owner> owner)
            throws IOException {
        try (OutputFile file = createAside(directory, name, owner)) {
            file.write(0, bytes, 0, bytes.length);
            file.force();
        }
        putInPlace(directory, name);
    }

    static OutputFile createAside(Directory directory, String name, Optional<Owner> owner)
            throws IOException {
        dropAside(directory, name);
        return directory.create(name + ASIDE, owner);
    }

    static void putInPlace(Directory directory, String name) throws IOException {
        directory.replace(name + ASIDE, name);
    }

    static void dropAside(Directory directory, String name) throws IOException {
        directory.delete(name + ASIDE);
    }
}
