// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.Snapshot;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a store has acknowledged, and every UID and mod-sequence it has told: what must hold.
public final class Ledger {
    static final String SUBSCRIBED = "(subscribed)";

    private final Map<String, List<Letter>> mailboxes = new TreeMap<>();
    private final SortedSet<String> subscriptions = new TreeSet<>();
    private final Map<Place, String> told = new HashMap<>();
    private final Map<Long, Long> modSeqs = new HashMap<>();

    /// A message by the content it must have, and its flags.
    public record Letter(String subject, Flags flags) {
        public byte[] bytes() {
            return bytes(subject);
        }

        /// The content that goes with a subject: long enough to be cut short.
        public static byte[] bytes(String subject) {
            return ("Subject: " + subject + "\r\n\r\n" + (subject + "\r\n").repeat(40))
                    .getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String toString() {
            return subject + flags.system() + flags.keywords();
        }
    }

    private record Place(long uidValidity, long uid) {}

    public Ledger() {
        mailboxes.put("INBOX", new ArrayList<>());
    }

    /// The letters of a mailbox, to be changed with what was acknowledged.
    public List<Letter> letters(String mailbox) {
        return mailboxes.computeIfAbsent(mailbox, _ -> new ArrayList<>());
    }

    public void rename(String from, String to) {
        Map<String, List<Letter>> moved = new TreeMap<>();
        mailboxes.forEach((name, letters) -> moved.put(renamed(name, from, to), letters));
        mailboxes.clear();
        mailboxes.putAll(moved);
    }

    private static String renamed(String name, String from, String to) {
        return name.equals(from) || name.startsWith(from + "/")
                ? to + name.substring(from.length())
                : name;
    }

    public void delete(String mailbox) {
        mailboxes.remove(mailbox);
    }

    public SortedSet<String> subscriptions() {
        return subscriptions;
    }

    /// All that must be there, as text to compare.
    public Map<String, List<String>> expected() {
        Map<String, List<String>> text = new TreeMap<>();
        mailboxes.forEach((name, letters) ->
                text.put(name, letters.stream().map(Letter::toString).sorted().toList()));
        text.put(SUBSCRIBED, List.copyOf(subscriptions));
        return text;
    }

    /// Reads all there is, as text to compare. Fails if any message is not whole, if a UID has come
    /// to mean another message, or if a mod-sequence fell.
    public Map<String, List<String>> observed(Account account) throws IOException {
        Map<String, List<String>> text = new TreeMap<>();
        for (MailboxName name : account.mailboxes()) {
            Mailbox mailbox = account.mailbox(name);
            List<String> letters = new ArrayList<>();
            Snapshot snapshot = mailbox.refresh();
            for (Uid uid : uids(snapshot)) {
                letters.add(read(mailbox, snapshot, uid).toString());
            }
            text.put(name.toString(), letters.stream().sorted().toList());
            long validity = snapshot.uidValidity().value();
            long modSeq = snapshot.highestModSeq().value();
            assertThat(modSeq).as("HIGHESTMODSEQ").isGreaterThanOrEqualTo(modSeqs(validity));
            modSeqs.put(validity, modSeq);
        }
        text.put(SUBSCRIBED, account.subscriptions().stream().map(MailboxName::toString).toList());
        return text;
    }

    private long modSeqs(long validity) {
        return modSeqs.getOrDefault(validity, 0L);
    }

    private Letter read(Mailbox mailbox, Snapshot snapshot, Uid uid) throws IOException {
        byte[] bytes = Mail.content(mailbox, uid);
        String text = new String(bytes, StandardCharsets.UTF_8);
        String subject = text.substring(text.indexOf(' ') + 1, text.indexOf("\r\n"));
        assertThat(bytes).as("UID %s", uid).isEqualTo(Letter.bytes(subject));
        assertThat(snapshot.sizeBytes(uid)).isEqualTo(bytes.length);
        String before = told.put(new Place(snapshot.uidValidity().value(), uid.value()), subject);
        assertThat(before == null || before.equals(subject))
                .as("UID %s of %s meant %s", uid, mailbox.name(), before)
                .isTrue();
        return new Letter(subject, snapshot.flags(uid));
    }

    /// The messages with that subject.
    static UidSet uids(Mailbox mailbox, String subject) throws IOException {
        UidSet.Builder found = UidSet.builder();
        for (Uid uid : uids(mailbox.snapshot())) {
            if (Arrays.equals(Mail.content(mailbox, uid), Letter.bytes(subject))) {
                found.add(uid);
            }
        }
        return found.build();
    }

    private static List<Uid> uids(Snapshot snapshot) {
        List<Uid> uids = new ArrayList<>();
        snapshot.uids().forEach(uids::add);
        return uids;
    }
}
