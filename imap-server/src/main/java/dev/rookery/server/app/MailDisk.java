// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app;

import dev.rookery.maildir.MailStore;
import dev.rookery.server.app.config.Config;
import dev.rookery.server.observe.Event;
import dev.rookery.server.observe.Events;
import dev.rookery.server.users.MailLocations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/// Tells whether the disk with the mail is there: the directory below which all users' mail lies is
/// marked at the first start, and a file in the state directory remembers that it was.
final class MailDisk {
    private static final String MARKED = "mail-roots";

    private final MailLocations locations;
    private final Path root;
    private final Path list;

    MailDisk(Config config) {
        this.locations = config.mail().locations();
        this.root = locations.root();
        this.list = config.stateDir().resolve(MARKED);
    }

    /// What is wrong, if the directory was marked once and is not now.
    ///
    /// @throws IOException if that cannot be known
    Optional<String> fault() throws IOException {
        return MailStore.isMarked(root) || !wasMarked()
                ? Optional.empty()
                : Optional.of(
                        "%s has lost its mark %s: mount its disk, or make that file if this is it"
                                .formatted(root, MailStore.ROOT_MARK));
    }

    /// Marks the directory if that was never done. Answers what a store is told of; nothing if
    /// there can be no mark, which is reported, as a missing one is.
    Optional<Path> look(Events events) throws IOException {
        Optional<String> fault = fault();
        fault.ifPresent(what -> events.happened(new Event.NotMounted(what)));
        if (fault.isPresent() || MailStore.isMarked(root)) {
            return Optional.of(root);
        }
        try {
            MailStore.mark(root, locations.owner());
            return Optional.of(root);
        } catch (IOException refused) {
            events.happened(
                    new Event.Misconfigured(
                            "mail.home: %s gets no mark %s to tell if its disk is missing: %s"
                                    .formatted(
                                            root,
                                            MailStore.ROOT_MARK,
                                            Failures.sentence(refused))));
            return Optional.empty();
        }
    }

    /// Remembers the mark, in the state directory, which has to be there.
    void remember() throws IOException {
        if (MailStore.isMarked(root) && !wasMarked()) {
            Files.writeString(
                    list,
                    root + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND,
                    StandardOpenOption.DSYNC);
        }
    }

    private boolean wasMarked() throws IOException {
        try {
            List<String> marked = Files.readAllLines(list);
            return marked.contains(root.toString());
        } catch (NoSuchFileException none) {
            return false;
        }
    }
}
