// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What the kernel calls the machine we run on.
final class ThisMachine {
    private ThisMachine() {}

    static String name() {
        try {
            String name = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
            return Values.host(name);
        } catch (IOException | IllegalArgumentException nameless) {
            return "localhost";
        }
    }
}
