// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.bench.result.Unit;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class ReportTest {
    @TempDir Path directory;

    private String markdown = "";
    private String html = "";
    private String ratios = "";

    @BeforeEach
    void write() throws IOException {
        Path made = directory.resolve("a/b");
        Report.write(SampleRun.small(), made);
        markdown = Files.readString(made.resolve(Report.MARKDOWN));
        html = Files.readString(made.resolve(Report.HTML));
        ratios = Files.readString(made.resolve(Report.RATIOS));
    }

    @Test
    void markdownSaysWhetherTargetsAreMet() {
        assertThat(markdown)
                .contains("3 targets: 2 met, 0 unclear, 1 missed, 0 not judged.")
                .contains("- MISSED: APPEND (append): 1.50×, target 3.00×")
                .contains(
                        "| Delivery to 1000 | deliver-1k | 4.00× | 4.00–4.00 | 2.00× | 4.00× | met"
                                + " | /s | 800 (800–800) | 200 (200–200) |")
                .contains(
                        "| APPEND | append | 1.50× | 1.50–1.50 | 3.00× | 1.50× | MISSED"
                                + " | ms | 2.00 (2.00–2.00) | 3.00 (3.00–3.00) |")
                .contains("| SORT | sort | – | – | – | – | – | /s | 11.0 (10.0–12.0) | – |");
    }

    @Test
    void markdownSaysWhatTheRunWas() {
        assertThat(markdown)
                .contains("| Command | bench --rounds 3 |")
                .contains("| Took | 12.3 minutes |")
                .contains("| Rounds | 3 of each contender in each scenario |")
                .contains("| Memory | 8.00 GiB |");
    }

    @Test
    void markdownSaysWhoIsMissingAndWhy() {
        assertThat(markdown)
                .contains("- sort, dovecot: not offered: SORT")
                .contains("- cyrus: not installed: apt install cyrus-imapd");
    }

    @Test
    void markdownHasLatencyProcessorTimeAndMemory() {
        assertThat(markdown)
                .contains(
                        "| deliver-1k | dovecot | 1.00 | 5.00 | 9.00 | 0.500 | 0.750"
                                + " | 200 | 100 | /s | 102 |");
    }

    @Test
    void markdownSaysWhatSizeCosts() {
        assertThat(markdown)
                .contains("| 1,000 | 1.25 | 5.00 | – | – | – |")
                .contains("| 100,000 | 2.00 | 8.00 | 1.60× | flat | 1.60× |");
    }

    @Test
    void markdownHasEachTableRowAsWideAsItsHead() {
        int columns = 0;
        for (String line : markdown.lines().toList()) {
            int bars = line.startsWith("|") ? line.replace("\\|", "").split("\\|", -1).length : 0;
            assertThat(bars == 0 || columns == 0 || bars == columns).as(line).isTrue();
            columns = bars;
        }
    }

    @Test
    void titlesAreEscaped() {
        assertThat(markdown)
                .contains("Rookery &lt;fast &amp; small\\|own&gt;")
                .doesNotContain("<fast");
        assertThat(html).contains("Rookery &lt;fast &amp; small|own&gt;").doesNotContain("<fast");
    }

    @Test
    void pageIsWellFormedAndHasTheTablesAndCharts()
            throws ParserConfigurationException, SAXException, IOException {
        Document page = parse(html);
        assertThat(page.getElementsByTagName("table").getLength()).isEqualTo(5);
        NodeList charts = page.getElementsByTagName("svg");
        assertThat(charts.getLength()).isEqualTo(3);
        for (int i = 0; i < charts.getLength(); i++) {
            Element chart = (Element) charts.item(i);
            assertThat(chart.getElementsByTagName("title").getLength()).isPositive();
            assertThat(chart.getElementsByTagName("desc").getLength()).isEqualTo(1);
        }
    }

    @Test
    void pageNeedsNothingElse() {
        assertThat(html)
                .doesNotContain("http:", "https:", "<script", "<link", "url(", "src=", "@import");
    }

    @Test
    void chartIsAFileOfItsOwn() throws ParserConfigurationException, SAXException, IOException {
        Document chart = parse(ratios);
        assertThat(chart.getDocumentElement().getAttribute("xmlns"))
                .isEqualTo("http://www.w3.org/2000/svg");
        assertThat(ratios)
                .contains(">append</text>", ">1.50×</text>")
                .contains("Scenarios without a ratio, not shown: 1.")
                .doesNotContain(">sort<");
    }

    @Test
    void runWithoutFiguresHasAReportToo()
            throws ParserConfigurationException, SAXException, IOException {
        Report.write(
                SampleRun.run(
                        SampleRun.scenario(
                                "copy",
                                "COPY",
                                Unit.PER_SECOND,
                                2,
                                "",
                                0,
                                List.of(
                                        SampleRun.result("rookery"),
                                        SampleRun.result("dovecot", 0)),
                                List.of())),
                directory);
        assertThat(Files.readString(directory.resolve(Report.MARKDOWN)))
                .contains("1 target: 0 met, 0 unclear, 0 missed, 1 not judged.")
                .contains(
                        "- not judged: COPY (copy): dovecot: answered figure of round 1 is 0.0,"
                                + " which has no ratio")
                .contains("- copy, dovecot: drained figure of round 1 is 0.0")
                .contains("| COPY | copy | – | – | 2.00× | not judged | /s | 0 (0–0) |");
        parse(Files.readString(directory.resolve(Report.HTML)));
        parse(Files.readString(directory.resolve(Report.RATIOS)));
    }

    @Test
    void saysThatWorkWhichWasPutOffMissesATargetThatAnswersMeet() throws IOException {
        Report.write(
                SampleRun.run(
                        SampleRun.scenario(
                                "first-select",
                                "first SELECT",
                                Unit.PER_SECOND,
                                2,
                                "",
                                0,
                                List.of(
                                        SampleRun.result(
                                                "rookery", List.of(SampleRun.round(8, 0.5))),
                                        SampleRun.result(
                                                "dovecot", List.of(SampleRun.round(2, 2)))),
                                List.of())),
                directory);
        assertThat(Files.readString(directory.resolve(Report.MARKDOWN)))
                .contains(
                        "- MISSED: first SELECT (first-select): 4.00×, target 2.00×;"
                                + " drained 0.250×, target 1.00×")
                .contains("| drained : dovecot | Verdict |")
                .contains("| 4.00× | 4.00–4.00 | 2.00× | 0.250× | MISSED |");
    }

    @Test
    void saysWhereTheIntervalLeavesATargetUnclear() throws IOException {
        Report.write(
                SampleRun.run(
                        SampleRun.scenario(
                                "store",
                                "STORE",
                                Unit.PER_SECOND,
                                2,
                                "",
                                0,
                                List.of(
                                        SampleRun.result("rookery", 1, 3, 5),
                                        SampleRun.result("dovecot", 1, 1, 1)),
                                List.of())),
                directory);
        assertThat(Files.readString(directory.resolve(Report.MARKDOWN)))
                .contains("1 target: 0 met, 1 unclear, 0 missed, 0 not judged.")
                .contains("- unclear: STORE (store): 3.00× (1.00–5.00), target 2.00×");
    }

    @Test
    void markdownLinksOnlyToFilesBesideIt() {
        List<String> names =
                Pattern.compile("]\\(([^)]*)\\)")
                        .matcher(markdown)
                        .results()
                        .map(link -> link.group(1))
                        .toList();
        assertThat(names).containsExactly(Report.RATIOS, Report.HTML, RunFile.NAME);
        assertThat(names).allSatisfy(name -> assertThat(directory.resolve("a/b/" + name)).exists());
    }

    @Test
    void warnsOfLatenciesWithoutWaiting() {
        assertThat(markdown).contains("p99 and p99.9 look better than users would find them.");
    }

    /// As on a full disk, one of the new files cannot be written.
    @Test
    void anOldReportOutlivesOneThatCannotBeWritten() throws IOException {
        Path old = directory.resolve("a/b");
        Files.createDirectories(old.resolve(Report.RATIOS + ".new/full"));
        assertThatThrownBy(() -> Report.write(SampleRun.run(), old))
                .isInstanceOf(IOException.class);
        assertThat(Files.readString(old.resolve(Report.MARKDOWN))).isEqualTo(markdown);
        assertThat(Files.readString(old.resolve(Report.HTML))).isEqualTo(html);
        assertThat(Files.readString(old.resolve(Report.RATIOS))).isEqualTo(ratios);
        assertThat(old.resolve(Report.MARKDOWN + ".new")).doesNotExist();
    }

    @Test
    void nothingButTheReportIsLeft() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("a/b"))) {
            assertThat(files.map(each -> each.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            RunFile.NAME, Report.MARKDOWN, Report.HTML, Report.RATIOS);
        }
    }

    /// Programs show it as an image, to which a page's style does not reach.
    @Test
    void chartHasItsOwnStyleForDarkGround() {
        assertThat(ratios)
                .contains("@media (prefers-color-scheme:dark)")
                .contains("fill=\"" + Ink.GROUND.light() + "\" height=\"100%\"")
                .contains("[fill=\"" + Ink.GROUND.light() + "\"]{fill:" + Ink.GROUND.dark());
    }

    private static Document parse(String xml)
            throws ParserConfigurationException, SAXException, IOException {
        return DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml)));
    }
}
