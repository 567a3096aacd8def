// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.checkpoint;

import dev.rookery.maildir.SystemFlag;
import dev.rookery.maildir.Uid;
import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.UidValidity;
import dev.rookery.maildir.internal.quota.Usage;
import dev.rookery.maildir.internal.snapshot.ExpungeLog;
import dev.rookery.maildir.internal.snapshot.FileNames;
import dev.rookery.maildir.internal.snapshot.Flagging;
import dev.rookery.maildir.internal.snapshot.FolderState;
import dev.rookery.maildir.internal.snapshot.KeywordLetters;
import dev.rookery.maildir.internal.snapshot.LetterSets;
import dev.rookery.maildir.internal.snapshot.MailboxSnapshot;
import dev.rookery.maildir.internal.snapshot.Sizes;
import dev.rookery.maildir.internal.snapshot.StoredRows;
import dev.rookery.maildir.internal.snapshot.UidLongMap;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the sections of `rookery.index` hold of a folder, apart from its rows; fields in the order
/// in which they are written here, as [SectionWriter] writes them.
///
/// | section | content |
/// |---|---|
/// | 1 | folder, identity, UIDVALIDITY, UIDNEXT, HIGHESTMODSEQ, sequence |
/// | 2 | greatest UID in the rows; each index file: kind, number, checksum |
/// | 3 | UIDs that are there |
/// | 4 | five sets of UIDs: Seen, Answered, Flagged, Deleted, Draft |
/// | 5 | keywords, each with its set |
/// | 6 | UIDs of files in `new/` |
/// | 7 | letters that names show: for each the bit and its set |
/// | 8 | letters that names owe, likewise |
/// | 9 | letters of keywords: the letter and the word |
/// | 10 | other endings of names: the texts; the UIDs; for each the number of its text, from 0 |
/// | 11 | files that have to go: UID and inode, or -1 |
/// | 12 | expunges: the mod-sequence they are complete since; each step, the oldest first |
/// | 13 | bytes of all messages: as they lie on disk, and with CRLF line ends |
/// | 14 | UIDs of files whose names have an info in `new/`, or none in `cur/` |
///
/// Section 10 fills half of a head file at most. A name that is left out looks as if another
/// program had renamed the file since.
final class FolderSections {
    static final int ABOUT = 1;
    static final int FILES = 2;
    private static final int UIDS = 3;
    private static final int FLAGS = 4;
    private static final int KEYWORDS = 5;
    private static final int IN_NEW = 6;
    private static final int SHOWN = 7;
    private static final int DEBT = 8;
    private static final int LETTERS = 9;
    static final int ENDINGS = 10;
    private static final int TOMBS = 11;
    private static final int EXPUNGES = 12;
    private static final int TOTALS = 13;
    private static final int CONTRARY = 14;

    private static final List<SystemFlag> FLAG_ORDER =
            List.of(
                    SystemFlag.SEEN,
                    SystemFlag.ANSWERED,
                    SystemFlag.FLAGGED,
                    SystemFlag.DELETED,
                    SystemFlag.DRAFT);

    private FolderSections() {}

    /// What section 1 says.
    record About(
            int folder,
            String identity,
            long uidValidity,
            long uidNext,
            long highestModSeq,
            long sequence) {
        boolean isOf(int wanted, String wantedIdentity) {
            return folder == wanted && identity.equals(wantedIdentity);
        }
    }

    /// All but the files and the endings of names.
    static SortedMap<Integer, byte[]> write(FolderState state, String identity, long sequence) {
        MailboxSnapshot snapshot = state.snapshot();
        SortedMap<Integer, byte[]> sections = new TreeMap<>();
        sections.put(
                ABOUT,
                new SectionWriter()
                        .integer(state.id())
                        .text(identity)
                        .number(snapshot.uidValidity().value())
                        .number(snapshot.counters().uidNext())
                        .number(snapshot.counters().highestModSeq())
                        .number(sequence)
                        .section());
        sections.put(UIDS, new SectionWriter().uids(snapshot.uids().compacted()).section());
        sections.put(FLAGS, flags(snapshot));
        sections.put(KEYWORDS, keywords(snapshot));
        sections.put(IN_NEW, new SectionWriter().uids(state.names().inNew()).section());
        sections.put(SHOWN, letterSets(state.names().shown()));
        sections.put(DEBT, letterSets(state.debt()));
        sections.put(LETTERS, letters(state.letters()));
        sections.put(TOMBS, tombs(state.tombs()));
        sections.put(EXPUNGES, expunges(snapshot.expunges()));
        sections.put(
                TOTALS,
                new SectionWriter()
                        .number(state.sizes().physicalBytes())
                        .number(state.sizes().virtualBytes())
                        .section());
        sections.put(
                CONTRARY, new SectionWriter().uids(state.names().contrary().compacted()).section());
        return sections;
    }

    static About about(SortedMap<Integer, byte[]> sections) {
        SectionReader in = reader(sections, ABOUT);
        return new About(
                in.integer(), in.text(), in.number(), in.number(), in.number(), in.number());
    }

    static FolderState read(SortedMap<Integer, byte[]> sections, StoredRows rows) {
        About about = about(sections);
        MailboxSnapshot snapshot =
                MailboxSnapshot.stored(
                        new MailboxSnapshot.Counters(
                                new UidValidity(about.uidValidity()),
                                about.uidNext(),
                                about.highestModSeq()),
                        reader(sections, UIDS).uids(),
                        flagging(sections),
                        rows,
                        expunges(reader(sections, EXPUNGES)));
        return new FolderState(
                about.folder(),
                snapshot,
                new FileNames(
                        reader(sections, IN_NEW).uids(),
                        reader(sections, CONTRARY).uids(),
                        letterSets(reader(sections, SHOWN)),
                        EndingsSection.read(reader(sections, ENDINGS))),
                letterSets(reader(sections, DEBT)),
                letters(reader(sections, LETTERS)),
                tombs(reader(sections, TOMBS)),
                UidSet.EMPTY,
                sizes(sections));
    }

    /// What the folder counts for in the account's quota.
    static Usage usage(SortedMap<Integer, byte[]> sections) {
        return new Usage(sizes(sections).physicalBytes(), reader(sections, UIDS).uids().size());
    }

    private static Sizes sizes(SortedMap<Integer, byte[]> sections) {
        SectionReader in = reader(sections, TOTALS);
        Sizes sizes = new Sizes(in.number(), in.number());
        if (sizes.physicalBytes() < 0 || sizes.virtualBytes() < 0) {
            throw new IllegalArgumentException("impossible sizes: " + sizes);
        }
        return sizes;
    }

    static SectionReader reader(SortedMap<Integer, byte[]> sections, int id) {
        byte[] section = sections.get(id);
        if (section == null) {
            throw new IllegalArgumentException("section " + id + " is missing");
        }
        return new SectionReader(section);
    }

    private static byte[] flags(MailboxSnapshot snapshot) {
        SectionWriter out = new SectionWriter();
        FLAG_ORDER.forEach(flag -> out.uids(snapshot.having(flag).compacted()));
        return out.section();
    }

    private static byte[] keywords(MailboxSnapshot snapshot) {
        SectionWriter out = new SectionWriter().integer(snapshot.keywords().size());
        for (String keyword : snapshot.keywords()) {
            out.text(keyword).uids(snapshot.havingKeyword(keyword).compacted());
        }
        return out.section();
    }

    private static Flagging flagging(SortedMap<Integer, byte[]> sections) {
        SectionReader in = reader(sections, FLAGS);
        Map<SystemFlag, UidSet> flags = new EnumMap<>(SystemFlag.class);
        for (SystemFlag flag : FLAG_ORDER) {
            flags.put(flag, in.uids());
        }
        SectionReader words = reader(sections, KEYWORDS);
        Map<String, UidSet> keywords = new HashMap<>();
        for (int left = words.count(2 * Integer.BYTES); left > 0; left--) {
            keywords.put(words.text(), words.uids());
        }
        return Flagging.of(flags, keywords);
    }

    private static byte[] letterSets(LetterSets sets) {
        List<Integer> letters = new ArrayList<>();
        for (int letter = 0; letter < LetterSets.LETTERS; letter++) {
            if (!sets.of(letter).isEmpty()) {
                letters.add(letter);
            }
        }
        SectionWriter out = new SectionWriter().integer(letters.size());
        letters.forEach(letter -> out.integer(letter).uids(sets.of(letter).compacted()));
        return out.section();
    }

    private static LetterSets letterSets(SectionReader in) {
        LetterSets sets = LetterSets.NONE;
        for (int left = in.count(2 * Integer.BYTES); left > 0; left--) {
            int letter = in.integer();
            if (letter < 0 || letter >= LetterSets.LETTERS) {
                throw new IllegalArgumentException("no letter: " + letter);
            }
            sets = sets.with(letter, in.uids());
        }
        return sets;
    }

    private static byte[] letters(KeywordLetters letters) {
        SectionWriter out = new SectionWriter().integer(letters.count());
        for (int letter = 0; letter < KeywordLetters.LETTERS; letter++) {
            int which = letter;
            letters.word(letter).ifPresent(word -> out.integer(which).text(word));
        }
        return out.section();
    }

    private static KeywordLetters letters(SectionReader in) {
        KeywordLetters letters = KeywordLetters.NONE;
        for (int left = in.count(2 * Integer.BYTES); left > 0; left--) {
            int letter = in.integer();
            if (letter < 0 || letter >= KeywordLetters.LETTERS) {
                throw new IllegalArgumentException("no letter: " + letter);
            }
            letters = letters.with(letter, in.text());
        }
        return letters;
    }

    private static byte[] tombs(UidLongMap tombs) {
        int[] count = new int[1];
        tombs.forEach((_, _) -> count[0]++);
        SectionWriter out = new SectionWriter().integer(count[0]);
        tombs.forEach((uid, inode) -> out.number(uid).number(inode));
        return out.section();
    }

    private static UidLongMap tombs(SectionReader in) {
        UidLongMap tombs = UidLongMap.EMPTY;
        for (int left = in.count(2 * Long.BYTES); left > 0; left--) {
            UidSet one = UidSet.of(new Uid(in.number()));
            tombs = tombs.with(one, in.number());
        }
        return tombs;
    }

    private static byte[] expunges(ExpungeLog log) {
        List<ExpungeLog.Step> steps = new ArrayList<>();
        log.forEach(steps::add);
        SectionWriter out = new SectionWriter().number(log.completeSince()).integer(steps.size());
        for (ExpungeLog.Step step : steps.reversed()) {
            out.number(step.modSeq()).uids(step.uids());
        }
        return out.section();
    }

    private static ExpungeLog expunges(SectionReader in) {
        long completeSince = in.number();
        List<ExpungeLog.Step> steps = new ArrayList<>();
        for (int left = in.count(Long.BYTES + Integer.BYTES); left > 0; left--) {
            steps.add(new ExpungeLog.Step(in.number(), in.uids()));
        }
        return ExpungeLog.of(completeSince, steps);
    }
}
