// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.e2e;

import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A file system in memory of a few MiB, mounted while the tests of a class run.
final class SmallDisk implements BeforeAllCallback, AfterAllCallback {
    private final Workplace workplace = Workplace.create("disk");
    private final int sizeMib;

    SmallDisk(int sizeMib) {
        this.sizeMib = sizeMib;
    }

    Path directory() {
        return workplace.directory();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        String options = "size=" + sizeMib + "m,mode=0755";
        Program.of("mount", "-t", "tmpfs", "-o", options, "rookery", directory().toString()).run();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Program.of("umount", "--lazy", directory().toString()).finish();
        workplace.close();
    }
}
