// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.formats;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Takes a journal apart.
final class JournalDump {
    private static final int HEADER_BYTES = 64;
    private static final int GROUP_HEADER_BYTES = 40;
    private static final int BODY_LENGTH_AT = 8;
    private static final int ALIGNMENT = 8;

    private final Dump dump;

    private JournalDump(byte[] file) {
        this.dump = new Dump(file);
    }

    static String of(byte[] file) {
        JournalDump journal = new JournalDump(file);
        journal.header();
        int number = 1;
        while (journal.group(number)) {
            number++;
        }
        return journal.dump.toString();
    }

    /// How many groups begin with an entry of that kind.
    static int groupsOf(byte[] file, int kind) {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int count = 0;
        int at = HEADER_BYTES;
        while (at + GROUP_HEADER_BYTES < file.length && in.getInt(at) != 0) {
            count += in.get(at + GROUP_HEADER_BYTES) == kind ? 1 : 0;
            int end = at + GROUP_HEADER_BYTES + in.getInt(at + BODY_LENGTH_AT);
            at = (end + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        }
        return count;
    }

    private void header() {
        dump.title("the header");
        dump.text(8, "magic");
        dump.int4("version");
        dump.int4("root");
        dump.int8("epoch");
        dump.int8("salt");
        dump.int8("inode");
        dump.int8("continues");
        dump.int8("sequence");
        dump.checksum("crc32c");
        dump.zeros(4, "unused");
    }

    private boolean group(int number) {
        int start = dump.at();
        if (dump.endsHere()) {
            dump.title("room for further groups");
            dump.zeros(dump.left(), "zeros");
            return false;
        }
        dump.title("group " + number);
        dump.checksum("crc32c");
        dump.checksum("before");
        int length = dump.int4("n");
        int entries = dump.int4("entries");
        dump.checksum("body");
        dump.int4("room");
        dump.int8("forced");
        dump.int8("sequence");
        for (int i = 0; i < entries; i++) {
            entry();
        }
        int end = start + GROUP_HEADER_BYTES + length;
        if (dump.at() != end) {
            throw new IllegalStateException("an entry ends at " + dump.at() + ", not " + end);
        }
        dump.zeros((ALIGNMENT - end % ALIGNMENT) % ALIGNMENT, "up to a multiple of 8");
        return true;
    }

    private void entry() {
        int kind = dump.peek();
        switch (kind) {
            case 15 -> folder();
            case 6 -> message();
            case 7 -> {
                kind("flags changed");
                dump.int4("folder");
                dump.int8("modseq");
                uids();
                dump.int1("0 add, 1 remove, 2 replace");
                flags();
            }
            case 8 -> expunged();
            case 9 -> messages("files removed");
            case 5 -> counters("counters");
            case 10 -> {
                kind("file named");
                dump.int4("folder");
                dump.int8("uid");
                dump.text("file name");
                dump.int1("in new");
            }
            case 11 -> {
                kind("files named");
                dump.int4("folder");
                uids();
                dump.int4("letters, a bit for each");
            }
            case 12 -> messages("files placed");
            case 13 -> {
                kind("account counters");
                dump.int4("last folder");
                dump.int8("highest UIDVALIDITY");
            }
            case 14 -> {
                kind("keyword lettered");
                dump.int4("folder");
                dump.int4("letter, 0 = a");
                dump.text("keyword");
            }
            case 17 -> counters("folder imported");
            case 18 -> {
                kind("folder assigned");
                dump.int4("folder");
                for (int left = dump.int4("uses"); left > 0; left--) {
                    dump.text("use");
                }
            }
            case 19 -> annotated();
            default -> throw new IllegalStateException("no words for kind " + kind);
        }
    }

    private void expunged() {
        kind("messages expunged");
        dump.int4("folder");
        dump.int8("modseq");
        uids();
        for (int left = dump.int4("inodes"); left > 0; left--) {
            dump.int8("inode");
        }
    }

    private void annotated() {
        kind("annotated");
        dump.int4("folder");
        dump.text("name");
        if (dump.int1("value") != 0) {
            dump.text("value");
        }
    }

    private void messages(String what) {
        kind(what);
        dump.int4("folder");
        uids();
    }

    private void counters(String what) {
        kind(what);
        dump.int4("folder");
        dump.int8("uidnext");
        dump.int8("highestmodseq");
    }

    private void kind(String what) {
        dump.int1(what + ": kind");
    }

    private void folder() {
        kind("folder added");
        dump.int4("folder");
        for (int left = dump.int4("steps of the name"); left > 0; left--) {
            dump.text("step");
        }
        for (int left = dump.int4("steps of the path"); left > 0; left--) {
            dump.text("step");
        }
        dump.int8("UIDVALIDITY");
        dump.text("identity");
    }

    private void message() {
        kind("message added");
        dump.int4("folder");
        dump.int8("uid");
        dump.int8("modseq");
        flags();
        dump.int8("INTERNALDATE");
        dump.int8("SAVEDATE");
        dump.int8("bytes on disk");
        dump.int8("bytes with CRLF");
        dump.text("file name");
        dump.int1("in new");
        place("copy of");
        place("origin");
        if (dump.int1("body") != 0) {
            dump.text("body");
        }
    }

    private void place(String name) {
        if (dump.int1(name) != 0) {
            dump.int4("folder");
            dump.int8("uid");
        }
    }

    private void flags() {
        dump.int1("system flags");
        for (int left = dump.int4("keywords"); left > 0; left--) {
            dump.text("keyword");
        }
    }

    private void uids() {
        for (int left = dump.int4("ranges of UIDs"); left > 0; left--) {
            dump.int4("first uid");
            dump.int4("last uid");
        }
    }
}
