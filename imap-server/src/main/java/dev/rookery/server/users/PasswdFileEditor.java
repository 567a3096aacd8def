// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.users;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Changes users in a passwd-file. Lines of others keep their bytes, the file its owner and mode;
/// readers see the old file or the new one.
public final class PasswdFileEditor {
    private final Path file;

    public PasswdFileEditor(Path file) {
        this.file = file;
    }

    /// Adds a line; makes the file if it is not there.
    ///
    /// @return false if there is such a user already
    public boolean add(UserName user, String password) throws IOException {
        return edit(lines -> {
            if (lines.stream().anyMatch(line -> isOf(line, user))) {
                return false;
            }
            if (!lines.isEmpty() && lines.getLast().isEmpty()) {
                lines.removeLast();
            }
            lines.add(bytes(user + ":" + password));
            lines.add("");
            return true;
        });
    }

    /// @return false if there is no such user
    public boolean setPassword(UserName user, String password) throws IOException {
        return edit(lines -> {
            for (int i = 0; i < lines.size(); i++) {
                if (isOf(lines.get(i), user)) {
                    lines.set(i, withPassword(lines.get(i), bytes(password)));
                    return true;
                }
            }
            return false;
        });
    }

    /// Removes every line of the user; the mail stays.
    ///
    /// @return false if there is no such user
    public boolean delete(UserName user) throws IOException {
        return edit(lines -> lines.removeIf(line -> isOf(line, user)));
    }

    /// Changes lines in place, which are bytes as ISO 8859-1; says whether it changed any.
    @FunctionalInterface
    private interface Edit {
        boolean change(List<String> lines);
    }

    private boolean edit(Edit edit) throws IOException {
        Path real = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        Path fresh = real.resolveSibling(real.getFileName() + ".lock");
        try (FileChannel channel = lock(fresh)) {
            List<String> lines = new ArrayList<>(List.of(read(real).split("\n", -1)));
            if (!edit.change(lines)) {
                Files.delete(fresh);
                return false;
            }
            ByteBuffer content = StandardCharsets.ISO_8859_1.encode(String.join("\n", lines));
            while (content.hasRemaining()) {
                channel.write(content);
            }
            keepOwnership(real, fresh);
            channel.force(true);
            Files.move(fresh, real, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | RuntimeException failure) {
            if (!(failure instanceof FileAlreadyExistsException)) {
                Files.deleteIfExists(fresh);
            }
            throw failure;
        }
        try (FileChannel directory = FileChannel.open(real.resolveSibling("."))) {
            directory.force(true);
        }
        return true;
    }

    /// The new file is the lock as well: only one can create it.
    private static FileChannel lock(Path fresh) throws IOException {
        try {
            return FileChannel.open(
                    fresh,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException busy) {
            throw new FileAlreadyExistsException(
                    fresh.toString(),
                    null,
                    "somebody else is changing the users, or died doing so");
        }
    }

    private static String read(Path real) throws IOException {
        return Files.exists(real) ? Files.readString(real, StandardCharsets.ISO_8859_1) : "";
    }

    private static void keepOwnership(Path real, Path fresh) throws IOException {
        if (!Files.exists(real)) {
            return;
        }
        PosixFileAttributes old = Files.readAttributes(real, PosixFileAttributes.class);
        PosixFileAttributeView view =
                Files.getFileAttributeView(
                        fresh, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        PosixFileAttributes now = view.readAttributes();
        if (!now.group().equals(old.group())) {
            view.setGroup(old.group());
        }
        if (!now.owner().equals(old.owner())) {
            view.setOwner(old.owner());
        }
        view.setPermissions(old.permissions());
    }

    private static boolean isOf(String line, UserName user) {
        String text =
                new String(line.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        Optional<UserName> name = PasswdLine.name(text.strip());
        return name.equals(Optional.of(user));
    }

    private static String withPassword(String line, String password) {
        String[] fields = line.split(":", 3);
        String rest = fields.length < 3 ? "" : ":" + fields[2];
        return fields[0] + ":" + password + rest;
    }

    private static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
