// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.files;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.Optional;

/// Reads small files in one go.
public final class WholeFile {
    private WholeFile() {}

    /// All bytes; empty if there is no such file.
    ///
    /// @throws IOException also if it has more than `bytesMax`
    public static Optional<byte[]> read(Directory directory, String name, int bytesMax)
            throws IOException {
        try (InputFile file = directory.open(name)) {
            long size = file.stat().sizeBytes();
            if (size > bytesMax) {
                throw new IOException(name + ": larger than " + bytesMax + " bytes");
            }
            byte[] bytes = new byte[(int) size];
            int done = 0;
            for (int got = 0; got >= 0 && done < bytes.length; done += Math.max(got, 0)) {
                got = file.read(done, bytes, done, bytes.length - done);
            }
            return Optional.of(done == bytes.length ? bytes : Arrays.copyOf(bytes, done));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }
}
