// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.formats;

import java.util.ArrayList;
import java.util.List;

/// Takes the files of an index apart: the head, and a file of rows that has one page of each kind.
final class IndexDump {
    private static final int LITERAL = 255;
    private static final List<String> FLAGS =
            List.of("Seen", "Answered", "Flagged", "Deleted", "Draft");
    private static final List<String> COLUMNS =
            List.of(
                    "uid",
                    "modseq",
                    "INTERNALDATE",
                    "SAVEDATE",
                    "bytes on disk",
                    "bytes with CRLF");

    private final Dump dump;

    private IndexDump(byte[] file) {
        this.dump = new Dump(file);
    }

    static String ofHead(byte[] file) {
        IndexDump index = new IndexDump(file);
        index.dump.title("the header");
        index.dump.text(8, "magic");
        index.dump.int4("version");
        int sections = index.dump.int4("n");
        index.dump.int4("length");
        index.dump.checksum("crc32c");
        index.dump.title("the table");
        for (int i = 0; i < sections; i++) {
            index.dump.int4("id");
            index.dump.int4("offset");
            index.dump.int4("length");
            index.dump.checksum("crc32c");
        }
        for (int id = 1; id <= sections; id++) {
            index.section(id);
        }
        return index.dump.toString();
    }

    private void section(int id) {
        dump.title("section " + id);
        switch (id) {
            case 1 -> {
                dump.int4("folder");
                dump.text("identity");
                dump.int8("UIDVALIDITY");
                dump.int8("UIDNEXT");
                dump.int8("HIGHESTMODSEQ");
                dump.int8("sequence");
            }
            case 2 -> {
                dump.int8("greatest uid in the rows");
                for (int left = dump.int4("index files"); left > 0; left--) {
                    dump.int4("1 rows, 2 mod-sequences");
                    dump.int8("number");
                    dump.checksum("crc32c of its header");
                }
            }
            case 3 -> set("uids");
            case 4 -> FLAGS.forEach(this::set);
            case 5 -> {
                for (int left = dump.int4("keywords"); left > 0; left--) {
                    dump.text("keyword");
                    set("uids");
                }
            }
            case 6 -> set("in new");
            case 7 -> letterSets("letters shown");
            case 8 -> letterSets("letters owed");
            case 9 -> {
                for (int left = dump.int4("letters of keywords"); left > 0; left--) {
                    dump.int4("letter");
                    dump.text("keyword");
                }
            }
            case 10 -> {
                if (dump.int4("other endings of names") > 0) {
                    throw new IllegalStateException("no words for endings");
                }
                set("uids");
            }
            case 11 -> {
                for (int left = dump.int4("files that have to go"); left > 0; left--) {
                    dump.int8("uid");
                    dump.int8("inode");
                }
            }
            case 12 -> expunges();
            case 13 -> {
                dump.int8("bytes on disk");
                dump.int8("bytes with CRLF");
            }
            case 14 -> set("with an info in new, or without one in cur");
            default -> throw new IllegalStateException("no words for section " + id);
        }
    }

    private void expunges() {
        dump.int8("complete since modseq");
        for (int left = dump.int4("expunges"); left > 0; left--) {
            dump.int8("modseq");
            set("uids");
        }
    }

    private void set(String name) {
        dump.bytes(dump.int4("length"), name + ", a Roaring bitmap");
    }

    private void letterSets(String name) {
        for (int left = dump.int4(name); left > 0; left--) {
            dump.int4("letter");
            set("uids");
        }
    }

    static String ofRows(byte[] file) {
        IndexDump index = new IndexDump(file);
        index.segmentHeader();
        index.rowPage();
        index.hashPage();
        index.directoryPage();
        return index.dump.toString();
    }

    private void segmentHeader() {
        dump.title("the header");
        dump.text(8, "magic");
        dump.int4("version");
        dump.int4("n");
        dump.int8("rows");
        dump.int8("uid min");
        dump.int8("uid max");
        dump.int8("modseq min");
        dump.int8("modseq max");
        dump.int8("data bytes");
        dump.int8("hash bytes");
        dump.int8("directory");
        dump.checksum("digest");
        dump.checksum("crc32c");
    }

    private int pageHead(String title) {
        dump.title(title);
        dump.checksum("crc32c");
        dump.int4("number");
        dump.int4("first");
        int rows = dump.int2("rows");
        dump.zeros(2, "unused");
        return rows;
    }

    private void rowPage() {
        int rows = pageHead("a page of rows");
        List<Integer> widths = new ArrayList<>();
        for (String column : COLUMNS) {
            dump.int8(column + ": base");
            dump.int2(column + ": at");
            widths.add(dump.int1(column + ": width"));
            dump.zeros(1, "unused");
        }
        dump.int2("names at");
        int templates = dump.int2("templates");
        dump.int2("templates at");
        dump.int2("reference at");
        int origins = dump.int2("origins");
        dump.int2("origins at");
        if (templates > 0 || origins > 0) {
            throw new IllegalStateException("no words for templates and origins");
        }
        for (int i = 0; i < widths.size(); i++) {
            dump.bytes(rows * widths.get(i), COLUMNS.get(i) + ": values");
        }
        for (int i = 0; i < rows; i++) {
            dump.int2("name " + i + " at");
        }
        dump.text(dump.int1("length"), "reference");
        for (int i = 0; i < rows; i++) {
            name();
        }
    }

    private void name() {
        if (dump.int1("template, or 255 for none") != LITERAL) {
            throw new IllegalStateException("no words for templates");
        }
        dump.int1("prefix shared with the reference");
        dump.int1("suffix shared with the reference");
        dump.text(dump.int1("n"), "what is between");
    }

    private void hashPage() {
        int entries = pageHead("a page of hashes");
        for (int i = 0; i < entries; i++) {
            dump.checksum("hash of the base");
            dump.int4("row");
        }
    }

    private void directoryPage() {
        int entries = pageHead("a page of the directory");
        for (int i = 0; i < entries; i++) {
            dump.int4("first uid");
            dump.int4("first row");
            dump.int8("modseq max");
        }
    }
}
