// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.doctor;

import dev.rookery.maildir.internal.files.DiskException;
import dev.rookery.maildir.internal.layout.SubscriptionFile;
import dev.rookery.maildir.internal.migrate.Subscriptions;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Examines `subscriptions`.
final class SubscriptionExamination {
    private final Assignment assignment;
    private final String where;

    SubscriptionExamination(Assignment assignment) {
        this.assignment = assignment;
        this.where = assignment.root() + "/" + Subscriptions.FILE;
    }

    void run() throws IOException {
        Optional<SubscriptionFile> read;
        try {
            read = Subscriptions.read(assignment.root(), assignment.layout());
        } catch (DiskException refused) {
            throw refused;
        } catch (IOException foreign) {
            assignment
                    .report()
                    .fault(
                            where,
                            String.valueOf(foreign.getMessage()),
                            "Nobody is told what is subscribed to, and nobody can subscribe.",
                            "Repair leaves it alone: another program may know what it says.");
            return;
        }
        if (read.isPresent()) {
            examine(read.get());
        }
    }

    private void examine(SubscriptionFile file) throws IOException {
        List<SubscriptionFile.Flaw> flaws = file.flaws();
        flaws.forEach(this::tell);
        if (assignment.mends() && !flaws.isEmpty()) {
            Subscriptions.write(assignment.root(), file.withoutFlaws(), assignment.owner());
        }
    }

    private void tell(SubscriptionFile.Flaw flaw) {
        String line = "line " + flaw.line();
        Report report = assignment.report();
        switch (flaw.kind()) {
            case NO_NAME ->
                    report.fault(
                            where,
                            line + " names no folder there can be",
                            "Nobody is told of it.",
                            "Repair takes the line out.");
            case CARRIAGE_RETURN ->
                    report.fault(
                            where,
                            line + " ends with a carriage return",
                            "Nobody is told of the folder it names.",
                            "Repair takes that character out.");
            case REPEATED ->
                    report.note(
                            where,
                            line + " names a folder that a line above names already",
                            "It is subscribed to once.",
                            "Repair takes the line out.");
        }
    }
}
