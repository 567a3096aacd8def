// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.app;

import dev.rookery.bench.result.Absence;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.function.Consumer;

/// Decides whose fault a failure is. Most are the contender's; a full disk and Ctrl-C are not.
///
/// @param directory where mail lies
/// @param printer of what people should see at once
record Blame(Cleanup cleanup, Path directory, Consumer<String> printer) {
    /// Why a contender is out. What nobody expected is printed with its stack trace.
    ///
    /// @throws StoppedException if the disk is full
    /// @throws InterruptedException if the user has pressed Ctrl-C
    Absence on(String contender, Throwable failed) throws IOException, InterruptedException {
        cleanup.goOn();
        if (Failure.isOfDisk(failed) || Room.at(directory).isFull()) {
            throw new StoppedException(
                    "the disk is full at " + directory + ": " + Failure.sentence(failed));
        }
        if (Failure.isBug(failed)) {
            StringWriter trace = new StringWriter();
            failed.printStackTrace(new PrintWriter(trace));
            printer.accept(contender + ": " + trace);
        }
        return new Absence(contender, Failure.sentence(failed));
    }
}
