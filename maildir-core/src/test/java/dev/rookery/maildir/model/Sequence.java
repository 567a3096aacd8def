// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.model;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.Durability;
import dev.rookery.maildir.MailStore;
import dev.rookery.maildir.Mailbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/// Operations one after the other, on a store in a directory of its own and on the model.
final class Sequence implements AutoCloseable {
    private final Path maildir;
    private final Duration flagsToNames;
    private final Hands hands = new Hands("one", new AtomicLong(), (_, _) -> {});
    private MailStore store;
    private Account account;

    private Sequence(Path maildir, Duration flagsToNames) throws IOException {
        this.maildir = maildir;
        this.flagsToNames = flagsToNames;
        this.store = openStore();
        this.account = store.open(new AccountLocation(maildir));
    }

    /// Runs the operations and compares after each.
    ///
    /// @throws AssertionError at the first difference
    static void run(Path maildir, Duration flagsToNames, List<Operation> operations)
            throws IOException {
        try (Sequence sequence = new Sequence(maildir, flagsToNames)) {
            ModelAccount model = new ModelAccount(sequence.account);
            for (Operation operation : operations) {
                sequence.step(operation, model);
            }
            model.compare(sequence.account);
            sequence.rebuild(model);
        }
        Leavings.requireNone(maildir);
    }

    private MailStore openStore() {
        return MailStore.builder()
                .durability(Durability.NONE)
                .flagsToNames(flagsToNames)
                .hostName("model")
                .build();
    }

    private void step(Operation operation, ModelAccount model) throws IOException {
        switch (operation) {
            case Operation.ReopenAccount _ -> {
                account.close();
                account = store.open(new AccountLocation(maildir));
            }
            case Operation.ReopenStore _ -> reopen();
            case Operation _ -> {}
        }
        Call call = hands.perform(operation, account);
        try {
            model.follow(call, account);
            if (operation instanceof Operation.ReopenStore) {
                model.compare(account);
            }
            if (call.source().isPresent()) {
                compare(model, call.source().get().mailbox());
            }
            if (call.target().isPresent()) {
                compare(model, call.target().get().mailbox());
            }
        } catch (AssertionError different) {
            throw new AssertionError("after " + call + ": " + different.getMessage(), different);
        }
    }

    private static void compare(ModelAccount model, Mailbox mailbox) throws IOException {
        Objects.requireNonNull(model.mailboxes().get(mailbox.name())).compare(mailbox);
    }

    private void reopen() throws IOException {
        store.close();
        store = openStore();
        account = store.open(new AccountLocation(maildir));
    }

    /// The Maildir alone tells of every message and its system flags.
    private void rebuild(ModelAccount model) throws IOException {
        store.close();
        Leavings.requireNone(maildir);
        try (Stream<Path> files = Files.list(maildir)) {
            for (Path file : files.filter(Sequence::isIndex).toList()) {
                Files.delete(file);
            }
        }
        store = openStore();
        account = store.open(new AccountLocation(maildir));
        Map<String, List<String>> found = ModelAccount.essence(account);
        Invariant.I1.require(
                found.equals(model.essence()),
                "rebuilt from its files alone: %s instead of %s",
                found,
                model.essence());
    }

    private static boolean isIndex(Path file) {
        return file.getFileName().toString().startsWith("rookery.") && Files.isRegularFile(file);
    }

    @Override
    public void close() {
        store.close();
    }
}
