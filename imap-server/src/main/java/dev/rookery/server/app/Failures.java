// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app;

import dev.rookery.server.app.config.ConfigException;
import dev.rookery.server.app.config.ConfigFault;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine.ExitCode;

/// Says on standard error why a command failed: one sentence for what somebody can mend, a stack
/// trace for bugs.
final class Failures {
    private Failures() {}

    static int report(Exception failure, Terminal terminal) {
        switch (failure) {
            case ConfigException config -> {
                for (ConfigFault fault : config.faults()) {
                    terminal.err().println(fault);
                }
            }
            case RefusedException refused -> say(terminal, String.valueOf(refused.getMessage()));
            case IOException trouble -> say(terminal, sentence(trouble));
            default -> {
                say(terminal, "this is a bug");
                failure.printStackTrace(terminal.err());
            }
        }
        return ExitCode.SOFTWARE;
    }

    static String sentence(IOException trouble) {
        return switch (trouble) {
            case NoSuchFileException missing -> "there is no file " + missing.getFile();
            case AccessDeniedException denied -> "no permission for " + denied.getFile();
            case FileSystemException file -> file.getFile() + ": " + file.getReason();
            default -> String.valueOf(trouble.getMessage());
        };
    }

    private static void say(Terminal terminal, String sentence) {
        terminal.err().println("rookery: " + sentence);
    }
}
