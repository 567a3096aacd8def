// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The report as one page that needs nothing else: well-formed as XML, no scripts, no addresses.
final class Html {
    private final StringBuilder body = new StringBuilder();
    private final List<String> sections = new ArrayList<>();

    private Html() {}

    static String of(List<Block> blocks) {
        Html html = new Html();
        for (int i = 0; i < blocks.size(); i++) {
            boolean after = i > 0 && blocks.get(i - 1) instanceof Block.Picture;
            boolean picture = blocks.get(i) instanceof Block.Picture;
            html.frame(after, picture);
            html.add(blocks.get(i));
        }
        html.frame(blocks.getLast() instanceof Block.Picture, false);
        return html.page();
    }

    private String page() {
        return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <title>Rookery benchmark</title>
        <style>
        %s%s</style>
        </head>
        <body>
        <nav aria-label="Contents"><ul>
        %s</ul></nav>
        <main>
        %s</main>
        </body>
        </html>
        """
                .formatted(Stylesheet.PAGE, Stylesheet.CHART, contents(), body);
    }

    /// Pictures that follow each other stand side by side, where there is room.
    private void frame(boolean open, boolean picture) {
        if (open != picture) {
            body.append(picture ? "<div class=\"charts\">\n" : "</div>\n");
        }
    }

    private String contents() {
        StringBuilder links = new StringBuilder();
        for (int i = 0; i < sections.size(); i++) {
            String title = Xml.escape(sections.get(i));
            links.append("<li><a href=\"#s%s\">%s</a></li>\n".formatted(i, title));
        }
        return links.toString();
    }

    private void add(Block block) {
        body.append(
                switch (block) {
                    case Block.Heading(int level, String text) when level == 2 -> section(text);
                    case Block.Heading(int level, String text) ->
                            "<h%s>%s</h%s>\n".formatted(level, Xml.escape(text), level);
                    case Block.Paragraph(String text) -> "<p>" + Xml.escape(text) + "</p>\n";
                    case Block.Items(List<String> texts) ->
                            texts.stream()
                                    .map(each -> "<li>" + Xml.escape(each) + "</li>\n")
                                    .collect(Collectors.joining("", "<ul>\n", "</ul>\n"));
                    case Block.Table table when table.folded() ->
                            folded(table.caption(), table(table));
                    case Block.Table table -> table(table);
                    case Block.Listing(String summary, String text) ->
                            folded(summary, "<pre>" + Xml.escape(text) + "</pre>\n");
                    case Block.Picture(String caption, String reading, String svg) ->
                            "<figure>\n<figcaption>%s<small>%s</small></figcaption>\n%s</figure>\n"
                                    .formatted(Xml.escape(caption), Xml.escape(reading), svg);
                    case Block.ChartFile _ -> "";
                    case Block.FileLink _ -> "";
                });
    }

    private String section(String title) {
        sections.add(title);
        return "<h2 id=\"s%s\">%s</h2>\n".formatted(sections.size() - 1, Xml.escape(title));
    }

    private static String folded(String summary, String inner) {
        return "<details>\n<summary>%s</summary>\n%s</details>\n"
                .formatted(Xml.escape(summary), inner);
    }

    /// Wider than a telephone: it scrolls in its own frame, which the keyboard can reach.
    private static String table(Block.Table table) {
        String caption = Xml.escape(table.caption());
        String wrap = table.columns().size() == 2 ? " class=\"wrap\"" : "";
        StringBuilder html = new StringBuilder();
        html.append(
                "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"%s\">\n"
                        .formatted(caption));
        html.append("<table%s>\n<caption>%s</caption>\n<thead><tr>".formatted(wrap, caption));
        for (Block.Column column : table.columns()) {
            String title = Xml.escape(column.title());
            html.append("<th scope=\"col\"%s>%s</th>".formatted(look(column), title));
        }
        html.append("</tr></thead>\n<tbody>\n");
        table.rows().forEach(row -> html.append(row(row, table.columns())));
        return html.append("</tbody>\n</table>\n</div>\n").toString();
    }

    private static String row(List<String> cells, List<Block.Column> columns) {
        StringBuilder html = new StringBuilder("<tr>");
        html.append(
                "<th scope=\"row\"%s>%s</th>"
                        .formatted(look(columns.getFirst()), Xml.escape(cells.getFirst())));
        for (int i = 1; i < cells.size(); i++) {
            String cell = cells.get(i);
            html.append("<td%s>%s</td>".formatted(look(cell, columns.get(i)), Xml.escape(cell)));
        }
        return html.append("</tr>\n").toString();
    }

    private static String look(String cell, Block.Column column) {
        if (cell.equals(Judgement.MISSED.text())) {
            return " class=\"missed\"";
        }
        return cell.equals(Judgement.UNCLEAR.text()) ? " class=\"unclear\"" : look(column);
    }

    private static String look(Block.Column column) {
        return column.numeric() ? " class=\"n\"" : "";
    }
}
