// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.app;

import dev.rookery.bench.measure.WrongAnswerException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.jspecify.annotations.Nullable;

/// What went wrong, in a sentence for the report.
final class Failure {
    private static final String DISK_FULL = "No space left on device";
    private static final String QUOTA_REACHED = "Disk quota exceeded";

    private Failure() {}

    static String sentence(Throwable failed) {
        return switch (failed) {
            case WrongAnswerException wrong -> "answered wrongly: " + wrong.getMessage();
            case NoSuchFileException missing -> missing.getFile() + " is not there";
            case AccessDeniedException closed -> closed.getFile() + ": permission denied";
            case FileAlreadyExistsException there -> there.getFile() + " is there already";
            case NotDirectoryException file -> file.getFile() + " is no directory";
            case DirectoryNotEmptyException full -> full.getFile() + " is not empty";
            case FileSystemException other -> said(other);
            case OutOfMemoryError error ->
                    "the benchmark's own memory is too small: " + said(error);
            default -> said(failed);
        };
    }

    private static String said(Throwable failed) {
        String message = failed.getMessage();
        return message == null ? failed.toString() : message;
    }

    /// Whether it is nobody's fault who was to be measured: the disk is full.
    static boolean isOfDisk(@Nullable Throwable failed) {
        return failed != null
                && (said(failed).contains(DISK_FULL)
                        || said(failed).contains(QUOTA_REACHED)
                        || isOfDisk(failed.getCause()));
    }

    /// Whether only its stack trace tells where to look: nobody expected it.
    static boolean isBug(Throwable failed) {
        return switch (failed) {
            case WrongAnswerException _, UsageException _ -> false;
            case RuntimeException _, Error _ -> true;
            default -> false;
        };
    }
}
