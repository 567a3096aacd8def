// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.model;

import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.Message;
import dev.rookery.maildir.Snapshot;
import dev.rookery.maildir.Uid;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Which letter each UID ever told stands for, forever.
final class Meanings {
    private final Map<Place, Letter> letters = new ConcurrentHashMap<>();
    private final Map<String, Letter> byHash = new ConcurrentHashMap<>();

    /// Of each letter, the hash of its ENVELOPE and BODYSTRUCTURE.
    private final Map<Letter, String> structures = new ConcurrentHashMap<>();

    private record Place(long uidValidity, long uid) {}

    void learn(long uidValidity, Uid uid, Letter letter) {
        byHash.put(letter.hash(), letter);
        Letter before = letters.put(new Place(uidValidity, uid.value()), letter);
        Invariant.I3.require(
                before == null || before.equals(letter),
                "UID %s of UIDVALIDITY %s is %s and was %s",
                uid,
                uidValidity,
                letter,
                before);
    }

    Optional<Letter> of(long uidValidity, Uid uid) {
        return Optional.ofNullable(letters.get(new Place(uidValidity, uid.value())));
    }

    Optional<Letter> ofHash(String hash) {
        return Optional.ofNullable(byHash.get(hash));
    }

    /// Finds out by reading which letter a message is.
    Letter read(Mailbox mailbox, Uid uid) throws IOException {
        String hash = Letter.hash(Hands.bytes(mailbox, uid, false));
        Letter letter = byHash.get(hash);
        if (letter == null) {
            throw Invariant.I2.broken("UID %s of %s is no letter", uid, mailbox.name());
        }
        learn(mailbox.snapshot().uidValidity().value(), uid, letter);
        return letter;
    }

    /// Reads every message, and looks at what never changes.
    void check(Mailbox mailbox) throws IOException {
        Snapshot snapshot = mailbox.snapshot();
        for (Uid uid : snapshot.uids()) {
            Optional<Letter> known = of(snapshot.uidValidity().value(), uid);
            Letter due = known.isPresent() ? known.get() : read(mailbox, uid);
            String hash = Letter.hash(Hands.bytes(mailbox, uid, false));
            String what = "UID " + uid + " of " + mailbox.name();
            Invariant.I1.require(hash.equals(due.hash()), "%s is not %s", what, due);
            Invariant.I9.require(
                    snapshot.sizeBytes(uid) == due.lengthBytes()
                            && snapshot.internalDate(uid)
                                    .equals(Instant.ofEpochSecond(due.dateSeconds())),
                    "%s has %s bytes and is of %s: not %s",
                    what,
                    snapshot.sizeBytes(uid),
                    snapshot.internalDate(uid).getEpochSecond(),
                    due);
            String structure = structure(mailbox, uid);
            String before = structures.putIfAbsent(due, structure);
            Invariant.I9.require(
                    before == null || before.equals(structure),
                    "%s, %s, has another structure than before",
                    what,
                    due);
        }
    }

    private static String structure(Mailbox mailbox, Uid uid) throws IOException {
        try (Message message = mailbox.message(uid)) {
            ByteArrayOutputStream told = new ByteArrayOutputStream();
            told.writeBytes(message.envelope());
            told.writeBytes(message.bodyStructure());
            return Letter.hash(told.toByteArray());
        }
    }
}
