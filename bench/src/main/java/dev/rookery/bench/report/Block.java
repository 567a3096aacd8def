// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.report;

import java.util.ArrayList;
import java.util.List;

/// A piece of the report that Markdown and HTML show each in its own way. Texts are plain: what has
/// a meaning in the one or the other is escaped there.
sealed interface Block {
    /// @param level 1 for the whole report
    record Heading(int level, String text) implements Block {}

    record Paragraph(String text) implements Block {}

    record Items(List<String> texts) implements Block {
        public Items {
            texts = List.copyOf(texts);
        }
    }

    record Column(String title, boolean numeric) {
        static Column text(String title) {
            return new Column(title, false);
        }

        static Column number(String title) {
            return new Column(title, true);
        }
    }

    /// @param folded shown only when asked for
    record Table(String caption, boolean folded, List<Column> columns, List<List<String>> rows)
            implements Block {
        public Table {
            columns = List.copyOf(columns);
            rows = rows.stream().map(List::copyOf).toList();
            int width = columns.size();
            if (rows.stream().anyMatch(row -> row.size() != width)) {
                throw new IllegalArgumentException("a row of " + caption + " has another width");
            }
        }
    }

    /// Text whose lines stay as they are; folded.
    record Listing(String summary, String text) implements Block {}

    /// A chart as an `svg` element; only for HTML, and its figures stand in a table too.
    ///
    /// @param reading what its parts mean
    record Picture(String caption, String reading, String svg) implements Block {}

    /// The chart of all scenarios, which is a file of its own; only for Markdown.
    record ChartFile(String name, String title) implements Block {}

    /// A file that lies beside the report; only for Markdown, since a page may lie anywhere.
    record FileLink(String name, String title) implements Block {}

    static List<Block> unlessEmpty(Items items) {
        return items.texts().isEmpty() ? List.of() : List.of(items);
    }

    /// Nothing if there are no rows.
    static List<Block> unlessEmpty(Table table) {
        return table.rows().isEmpty() ? List.of() : List.of(table);
    }

    @SafeVarargs
    static List<Block> join(List<? extends Block>... parts) {
        List<Block> joined = new ArrayList<>();
        for (List<? extends Block> part : parts) {
            joined.addAll(part);
        }
        return joined;
    }
}
