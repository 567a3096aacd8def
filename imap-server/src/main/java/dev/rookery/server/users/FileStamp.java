// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.users;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;

/// What tells one state of a file from the next without reading it.
record FileStamp(Object inode, FileTime changed, FileTime modified, long sizeBytes) {
    static FileStamp of(Path file) throws IOException {
        Map<String, Object> facts =
                Files.readAttributes(file, "unix:ino,ctime,lastModifiedTime,size");
        return new FileStamp(
                fact(facts, "ino"),
                (FileTime) fact(facts, "ctime"),
                (FileTime) fact(facts, "lastModifiedTime"),
                (Long) fact(facts, "size"));
    }

    private static Object fact(Map<String, Object> facts, String name) throws IOException {
        Object fact = facts.get(name);
        if (fact == null) {
            throw new IOException("the file system does not tell " + name);
        }
        return fact;
    }
}
