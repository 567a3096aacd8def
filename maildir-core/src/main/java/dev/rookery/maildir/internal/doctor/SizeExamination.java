// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.doctor;

import dev.rookery.maildir.internal.quota.MaildirSize;
import dev.rookery.maildir.internal.quota.MaildirSizeFile;
import dev.rookery.maildir.internal.quota.Usage;
import java.io.IOException;
import java.util.Optional;

/// Examines `maildirsize`, by which other programs may refuse mail.
final class SizeExamination {
    /// Programs that count by it may lag behind by some messages.
    private static final long TOLERATED_SHARE = 10;

    private static final long TOLERATED_BYTES = 1024 * 1024;
    private static final long TOLERATED_MESSAGES = 100;

    private final Assignment assignment;
    private final MaildirSizeFile file;

    SizeExamination(Assignment assignment) {
        this.assignment = assignment;
        this.file = new MaildirSizeFile(assignment.root(), assignment.owner());
    }

    /// @param counted nothing if nobody knows what the account holds
    void run(Optional<Usage> counted) throws IOException {
        if (file.isIllegible()) {
            tell("no such file has these lines");
            return;
        }
        Optional<Usage> said = file.read().map(MaildirSize::usage);
        if (said.isPresent() && counted.isPresent() && areFarApart(said.get(), counted.get())) {
            tell("it says %s, and there are %s".formatted(text(said.get()), text(counted.get())));
        }
    }

    private void tell(String what) throws IOException {
        assignment
                .report()
                .fault(
                        assignment.root() + "/" + MaildirSizeFile.NAME,
                        what,
                        "Rookery does not go by it; other programs may refuse mail for it.",
                        "Repair removes it: whoever needs it counts anew.");
        if (assignment.mends()) {
            file.drop();
        }
    }

    private static String text(Usage usage) {
        return usage.messages() + " messages with " + usage.bytes() + " bytes";
    }

    private static boolean areFarApart(Usage said, Usage counted) {
        return isFar(said.bytes(), counted.bytes(), TOLERATED_BYTES)
                || isFar(said.messages(), counted.messages(), TOLERATED_MESSAGES);
    }

    private static boolean isFar(long said, long counted, long tolerated) {
        return Math.abs(said - counted) > Math.max(tolerated, counted / TOLERATED_SHARE);
    }
}
