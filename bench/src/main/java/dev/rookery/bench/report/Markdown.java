// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.report;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The report as GitHub shows it.
final class Markdown {
    private static final Pattern MEANINGFUL = Pattern.compile("[\\\\`*_\\[\\]|~]");
    private static final Pattern FENCES = Pattern.compile("`{3,}");

    private Markdown() {}

    static String of(List<Block> blocks) {
        return blocks.stream().map(Markdown::of).collect(Collectors.joining());
    }

    private static String of(Block block) {
        return switch (block) {
            case Block.Heading(int level, String text) ->
                    "#".repeat(level) + " " + escape(text) + "\n\n";
            case Block.Paragraph(String text) -> escape(text) + "\n\n";
            case Block.Items(List<String> texts) ->
                    texts.stream()
                            .map(each -> "- " + escape(each) + "\n")
                            .collect(Collectors.joining("", "", "\n"));
            case Block.Table table when table.folded() -> folded(table.caption(), table(table));
            case Block.Table table -> "**" + escape(table.caption()) + "**\n\n" + table(table);
            case Block.Listing(String summary, String text) -> folded(summary, fenced(text));
            case Block.Picture _ -> "";
            case Block.ChartFile(String name, String title) ->
                    "![" + escape(title) + "](" + name + ")\n\n";
            case Block.FileLink(String name, String title) ->
                    "[" + escape(title) + "](" + name + ")\n\n";
        };
    }

    private static String folded(String summary, String inner) {
        return "<details><summary>"
                + Xml.escape(summary)
                + "</summary>\n\n"
                + inner
                + "</details>\n\n";
    }

    private static String fenced(String text) {
        String longest =
                FENCES.matcher(text)
                        .results()
                        .map(fence -> fence.group() + "`")
                        .max(String::compareTo)
                        .orElse("```");
        return longest + "\n" + text.stripTrailing() + "\n" + longest + "\n\n";
    }

    private static String table(Block.Table table) {
        return row(table.columns().stream().map(Block.Column::title).toList())
                + table.columns().stream()
                        .map(column -> column.numeric() ? "--:|" : ":--|")
                        .collect(Collectors.joining("", "|", "\n"))
                + table.rows().stream().map(Markdown::row).collect(Collectors.joining())
                + "\n";
    }

    private static String row(List<String> cells) {
        return cells.stream()
                .map(cell -> escape(cell).replace("\n", " "))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String escape(String text) {
        return MEANINGFUL
                .matcher(text)
                .replaceAll("\\\\$0")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }
}
