// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.AnnotationValue;
import dev.rookery.maildir.Flags;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.SpecialUse;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.simulation.Sighting.Folder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/// What a store has acknowledged, and every UID and mod-sequence it has told: what must hold.
public final class Ledger {
    static final String SUBSCRIBED = "(subscribed)";

    /// More UIDs than any step uses up.
    private static final long UIDS_MAX = 1_000;

    /// What mailboxes are for.
    static final String USES = "(uses)";

    static final String ANNOTATED = "(annotated)";

    private final SortedMap<String, List<Letter>> mailboxes = new TreeMap<>();
    private final SortedSet<String> subscriptions = new TreeSet<>();
    private final SortedMap<String, Set<SpecialUse>> uses = new TreeMap<>();

    /// By mailbox, and nothing for the account as a whole.
    private final SortedMap<String, SortedMap<String, AnnotationValue>> annotations =
            new TreeMap<>();

    /// What each UID ever told stood for.
    private final Map<Place, String> told = new HashMap<>();

    /// By UIDVALIDITY, the greatest told.
    private final Map<Long, Long> uidNexts = new HashMap<>();

    private final Map<Long, Long> modSeqs = new HashMap<>();

    /// What was there when somebody looked last.
    private SortedMap<String, Folder> seen = new TreeMap<>();

    /// A message by the content it must have, and its flags.
    public record Letter(String subject, Flags flags) {
        private static final Map<String, byte[]> CONTENTS = new ConcurrentHashMap<>();
        private static final int SMALL_BYTES = 4 * 1024;
        private static final int LINE_CHARS = 70;
        private static final int LARGE_BYTES = 200 * 1024;

        public byte[] bytes() {
            return bytes(subject);
        }

        /// The content that goes with a subject: 4 KiB, or 200 if the subject says that it is
        /// large. Not to be changed.
        public static byte[] bytes(String subject) {
            return CONTENTS.computeIfAbsent(subject, Letter::write);
        }

        private static byte[] write(String subject) {
            int length = subject.startsWith("large") ? LARGE_BYTES : SMALL_BYTES;
            StringBuilder text = new StringBuilder("Subject: " + subject + "\r\n\r\n");
            String words = (" " + subject).repeat(LINE_CHARS / (subject.length() + 1));
            for (int line = 1; text.length() < length; line++) {
                text.append(line).append(words).append("\r\n");
            }
            return text.toString().getBytes(StandardCharsets.UTF_8);
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

    Ledger copy() {
        Ledger copy = new Ledger();
        mailboxes.forEach((name, letters) -> copy.mailboxes.put(name, new ArrayList<>(letters)));
        copy.subscriptions.addAll(subscriptions);
        copy.uses.putAll(uses);
        annotations.forEach((name, some) -> copy.annotations.put(name, new TreeMap<>(some)));
        copy.told.putAll(told);
        copy.uidNexts.putAll(uidNexts);
        copy.modSeqs.putAll(modSeqs);
        copy.seen = seen;
        return copy;
    }

    /// The letters of a mailbox, to be changed with what was acknowledged.
    public List<Letter> letters(String mailbox) {
        return mailboxes.computeIfAbsent(mailbox, _ -> new ArrayList<>());
    }

    public void rename(String from, String to) {
        rename(mailboxes, from, to);
        rename(uses, from, to);
        rename(annotations, from, to);
    }

    private static <V> void rename(Map<String, V> named, String from, String to) {
        Map<String, V> moved = new TreeMap<>();
        named.forEach((name, value) -> moved.put(renamed(name, from, to), value));
        named.clear();
        named.putAll(moved);
    }

    private static String renamed(String name, String from, String to) {
        return name.equals(from) || name.startsWith(from + "/")
                ? to + name.substring(from.length())
                : name;
    }

    public void delete(String mailbox) {
        mailboxes.remove(mailbox);
        uses.remove(mailbox);
        annotations.remove(mailbox);
    }

    void assign(String mailbox, Set<SpecialUse> assigned) {
        uses.put(mailbox, assigned);
    }

    static AnnotationValue value(String text) {
        return new AnnotationValue(text.getBytes(StandardCharsets.UTF_8));
    }

    void annotate(String mailbox, Map<String, Optional<AnnotationValue>> values) {
        SortedMap<String, AnnotationValue> known =
                annotations.computeIfAbsent(mailbox, _ -> new TreeMap<>());
        values.forEach((name, value) ->
                value.ifPresentOrElse(it -> known.put(name, it), () -> known.remove(name)));
    }

    void copyAnnotations(String from, String to) {
        annotations.put(to, new TreeMap<>(annotations.getOrDefault(from, new TreeMap<>())));
    }

    public SortedSet<String> subscriptions() {
        return subscriptions;
    }

    /// All that must be there, as text to compare.
    public SortedMap<String, List<String>> expected() {
        SortedMap<String, List<String>> text = new TreeMap<>();
        mailboxes.forEach((name, letters) ->
                text.put(name, letters.stream().map(Letter::toString).sorted().toList()));
        text.put(SUBSCRIBED, List.copyOf(subscriptions));
        text.put(USES, text(uses));
        text.put(ANNOTATED, annotated(annotations));
        return text;
    }

    /// Annotations, as text to compare.
    static List<String> annotated(
            SortedMap<String, ? extends SortedMap<String, AnnotationValue>> annotations) {
        List<String> text = new ArrayList<>();
        annotations.forEach((mailbox, some) ->
                some.forEach((name, value) ->
                        text.add(
                                mailbox
                                        + name
                                        + "="
                                        + new String(value.bytes(), StandardCharsets.UTF_8))));
        return text;
    }

    /// What mailboxes are for, as text to compare.
    static List<String> text(SortedMap<String, Set<SpecialUse>> uses) {
        return uses.entrySet().stream()
                .map(each -> each.getKey() + new TreeSet<>(each.getValue()))
                .sorted()
                .toList();
    }

    /// Reads all there is, as text to compare. Fails if any message is not whole, if a UID has come
    /// to mean another message, or if a mod-sequence fell.
    public SortedMap<String, List<String>> observed(Account account) throws IOException {
        Sighting sighting = Sighting.of(account);
        compare(sighting);
        learn(sighting);
        return sighting.text();
    }

    /// All of this was told: it must hold from now on.
    void learn(Sighting sighting) {
        for (Folder folder : sighting.folders().values()) {
            hear(folder.uidValidity(), folder.uidNext(), folder.modSeq());
            folder.letters()
                    .forEach((uid, letter) ->
                            told.put(new Place(folder.uidValidity(), uid), letter.subject()));
        }
        seen = sighting.folders();
    }

    /// What is there is what must be there from now on.
    void adopt(Sighting sighting) {
        mailboxes.clear();
        sighting.folders()
                .forEach((name, folder) -> letters(name).addAll(folder.letters().values()));
        subscriptions.clear();
        subscriptions.addAll(sighting.subscriptions());
        uses.clear();
        uses.putAll(sighting.uses());
        annotations.clear();
        sighting.annotations().forEach((name, some) -> annotations.put(name, new TreeMap<>(some)));
        learn(sighting);
    }

    /// Somebody was told these numbers: no lesser ones may come.
    void hear(long uidValidity, long uidNext, long modSeq) {
        uidNexts.merge(uidValidity, uidNext, Math::max);
        modSeqs.merge(uidValidity, modSeq, Math::max);
    }

    OptionalLong greatestUidValidity() {
        return uidNexts.keySet().stream().mapToLong(Long::longValue).max();
    }

    /// Fails if what is seen contradicts what was told.
    void compare(Sighting sighting) {
        sighting.folders().forEach((name, folder) -> compare(name, folder));
    }

    private void compare(String name, Folder folder) {
        long validity = folder.uidValidity();
        atLeast(modSeqs, validity, folder.modSeq(), "HIGHESTMODSEQ of " + name);
        atLeast(uidNexts, validity, folder.uidNext(), "UIDNEXT of " + name);
        folder.letters()
                .forEach((uid, letter) -> {
                    String before = told.get(new Place(validity, uid));
                    if (before != null && !before.equals(letter.subject())) {
                        throw new AssertionError(
                                "UID %d of %s meant %s, now %s"
                                        .formatted(uid, name, before, letter.subject()));
                    }
                });
    }

    private static void atLeast(Map<Long, Long> told, long validity, long now, String what) {
        long before = told.getOrDefault(validity, 0L);
        if (now < before) {
            throw new AssertionError("%s fell from %d to %d".formatted(what, before, now));
        }
    }

    /// Fails unless what was there when somebody looked last, and is there now, has the same UID.
    /// At most one step lies between.
    void compareNumbers(Sighting now) {
        Map<Long, Folder> byValidity = new HashMap<>();
        now.folders().values().forEach(folder -> byValidity.put(folder.uidValidity(), folder));
        int gone = 0;
        for (Map.Entry<String, Folder> before : seen.entrySet()) {
            Folder after = byValidity.get(before.getValue().uidValidity());
            if (after == null) {
                gone++;
            } else {
                compareNumbers(before.getKey(), before.getValue(), after);
            }
        }
        int fewer = Math.max(0, seen.size() - now.folders().size());
        assertThat(gone).as("UIDVALIDITY values that are gone").isLessThanOrEqualTo(fewer);
    }

    /// Fails if UIDs were passed over, as by a store that takes its own files for a backup.
    void requireNoDoubt(Sighting now) {
        now.folders()
                .forEach((name, folder) -> {
                    long told = uidNexts.getOrDefault(folder.uidValidity(), folder.uidNext());
                    assertThat(folder.uidNext() - told)
                            .as("UIDs of %s that were passed over", name)
                            .isLessThan(UIDS_MAX);
                });
    }

    private static void compareNumbers(String name, Folder before, Folder after) {
        Set<String> subjects = new HashSet<>();
        after.letters().values().forEach(letter -> subjects.add(letter.subject()));
        before.letters()
                .forEach((uid, letter) -> {
                    if (subjects.contains(letter.subject()) && !after.letters().containsKey(uid)) {
                        throw new AssertionError(
                                "%s of %s had UID %d and has another"
                                        .formatted(letter.subject(), name, uid));
                    }
                });
    }

    /// The messages with those subjects.
    static UidSet uids(Mailbox mailbox, List<String> subjects) throws IOException {
        UidSet.Builder found = UidSet.builder();
        for (Uid uid : mailbox.snapshot().uids()) {
            byte[] content = Mail.content(mailbox, uid);
            if (subjects.stream().anyMatch(each -> Arrays.equals(content, Letter.bytes(each)))) {
                found.add(uid);
            }
        }
        return found.build();
    }
}
