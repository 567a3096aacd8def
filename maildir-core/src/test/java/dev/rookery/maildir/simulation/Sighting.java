// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.AnnotationValue;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.Snapshot;
import dev.rookery.maildir.SpecialUse;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.simulation.Ledger.Letter;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// All that an account shows at one moment, read to the last byte.
record Sighting(
        SortedMap<String, Folder> folders,
        List<String> subscriptions,
        SortedMap<String, Set<SpecialUse>> uses,
        SortedMap<String, SortedMap<String, AnnotationValue>> annotations) {
    Sighting {
        folders = Collections.unmodifiableSortedMap(new TreeMap<>(folders));
        subscriptions = List.copyOf(subscriptions);
        uses = Collections.unmodifiableSortedMap(new TreeMap<>(uses));
        annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
    }

    /// One mailbox and the messages in it, by UID.
    record Folder(long uidValidity, long uidNext, long modSeq, Map<Long, Letter> letters) {
        Folder {
            letters = Map.copyOf(letters);
        }
    }

    /// Fails if any message is not whole.
    static Sighting of(Account account) throws IOException {
        SortedMap<String, Folder> folders = new TreeMap<>();
        SortedMap<String, SortedMap<String, AnnotationValue>> annotations = new TreeMap<>();
        annotations.put("", account.annotations());
        for (MailboxName name : account.mailboxes()) {
            folders.put(name.toString(), folder(account.mailbox(name)));
            annotations.put(name.toString(), account.annotations(name));
        }
        List<String> subscriptions =
                account.subscriptions().stream().map(MailboxName::toString).toList();
        SortedMap<String, Set<SpecialUse>> uses = new TreeMap<>();
        account.specialUses().forEach((name, assigned) -> uses.put(name.toString(), assigned));
        return new Sighting(folders, subscriptions, uses, annotations);
    }

    private static Folder folder(Mailbox mailbox) throws IOException {
        Snapshot snapshot = mailbox.refresh();
        Map<Long, Letter> letters = new HashMap<>();
        for (Uid uid : snapshot.uids()) {
            letters.put(uid.value(), read(mailbox, snapshot, uid));
        }
        return new Folder(
                snapshot.uidValidity().value(),
                snapshot.uidNext().value(),
                snapshot.highestModSeq().value(),
                letters);
    }

    private static Letter read(Mailbox mailbox, Snapshot snapshot, Uid uid) throws IOException {
        LetterReader reader = new LetterReader();
        Mail.content(mailbox, uid, reader);
        String subject = reader.subject("UID " + uid + " of " + mailbox.name());
        assertThat(snapshot.sizeBytes(uid)).isEqualTo(reader.sizeBytes());
        assertThat(snapshot.internalDate(uid)).isEqualTo(Mail.DATE);
        assertThat(snapshot.modSeq(uid)).isLessThanOrEqualTo(snapshot.highestModSeq());
        return new Letter(subject, snapshot.flags(uid));
    }

    /// All of it but the numbers, as text to compare.
    SortedMap<String, List<String>> text() {
        SortedMap<String, List<String>> text = new TreeMap<>();
        folders.forEach((name, folder) ->
                text.put(
                        name,
                        folder.letters().values().stream()
                                .map(Letter::toString)
                                .sorted()
                                .toList()));
        text.put(Ledger.SUBSCRIBED, subscriptions);
        text.put(Ledger.USES, Ledger.text(uses));
        text.put(Ledger.ANNOTATED, Ledger.annotated(annotations));
        return text;
    }
}
