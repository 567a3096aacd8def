// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.checkpoint;

import dev.rookery.maildir.UidSet;
import dev.rookery.maildir.internal.index.HeadFile;
import dev.rookery.maildir.internal.snapshot.Endings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The section of [FolderSections] that tells of names that we would not write so. It takes no more
/// than its share of the head file, so that all else has room, whatever names other programs give.
///
/// A name that is left out looks, to the next start, as if another program had renamed the file
/// meanwhile: whoever needs the file finds it by its base.
final class EndingsSection {
    /// A million names with the same few endings take 4 MiB, and twenty bytes more each if they
    /// have nothing in common.
    static final int BYTES_MAX = HeadFile.BYTES_MAX / 2;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final SectionWriter texts = new SectionWriter();
    private final UidSet.Builder uids = UidSet.builder();
    private final SectionWriter numbersOfUids = new SectionWriter();
    private final int bytesMax;
    private int leftOut;

    private EndingsSection(int bytesMax) {
        this.bytesMax = bytesMax;
    }

    static EndingsSection of(Endings endings, int bytesMax) {
        EndingsSection section = new EndingsSection(bytesMax);
        endings.forEach(section::add);
        return section;
    }

    private void add(long uid, String ending) {
        Integer known = numbers.get(ending);
        long more =
                Integer.BYTES
                        + (known == null
                                ? Integer.BYTES
                                        + (long) ending.getBytes(StandardCharsets.UTF_8).length
                                : 0);
        if (texts.bytes() + numbersOfUids.bytes() + more > bytesMax) {
            leftOut++;
            return;
        }
        int number = known == null ? numbers.size() : known;
        if (known == null) {
            numbers.put(ending, number);
            texts.text(ending);
        }
        uids.accept(uid);
        numbersOfUids.integer(number);
    }

    /// How many names there was no room for.
    int leftOut() {
        return leftOut;
    }

    byte[] bytes() {
        return new SectionWriter()
                .integer(numbers.size())
                .append(texts)
                .uids(uids.build())
                .append(numbersOfUids)
                .section();
    }

    static Endings read(SectionReader in) {
        int count = in.count(Integer.BYTES);
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(in.text());
        }
        UidSet uids = in.uids();
        List<String> endings = new ArrayList<>();
        for (long left = uids.size(); left > 0; left--) {
            int number = in.integer();
            if (number < 0 || number >= count) {
                throw new IllegalArgumentException("no ending: " + number);
            }
            endings.add(texts.get(number));
        }
        return Endings.of(uids, endings);
    }
}
