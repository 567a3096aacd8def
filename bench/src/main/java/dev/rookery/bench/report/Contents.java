// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.report;

import dev.rookery.bench.result.Absence;
import dev.rookery.bench.result.BenchRun;
import dev.rookery.bench.result.ContenderFacts;
import dev.rookery.bench.result.Machine;
import dev.rookery.bench.result.ScenarioResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the report says, from top to bottom.
final class Contents {
    private static final double GIBIBYTE = 1L << 30;

    private static final List<String> HOW_TO_READ =
            List.of(
                    "Figures are medians of rounds, least and most in brackets.",
                    "A ratio says how many times better Rookery is, whatever the unit: more than 1"
                            + " is better. It is the median of the ratios of neighbouring rounds;"
                            + " its interval covers 95\u00a0% of 2,000 resamples.",
                    "Answered means until the last answer; drained means until nothing was left to"
                            + " be done behind the answers. Drained has a ratio of its own where"
                            + " one of the two put work off.",
                    "A target is met if the whole interval reaches it, and that of the drained"
                            + " ratio 1; missed if none of it does; unclear in between. It is not"
                            + " judged without a ratio.",
                    "A client sends its next command when it has the answer to the last one, unless"
                            + " the scenario has a rate: while a server stalls, nothing is sent and"
                            + " nothing is measured, so p99 and p99.9 look better than users would"
                            + " find them.");

    private final BenchRun run;
    private final Looks looks;
    private final List<Comparison> comparisons;

    private Contents(BenchRun run) {
        this.run = run;
        this.looks = new Looks(run.contenders().stream().map(ContenderFacts::name).toList());
        this.comparisons = Comparison.of(run.scenarios());
    }

    static List<Block> of(BenchRun run) {
        Contents contents = new Contents(run);
        return Block.join(
                contents.top(),
                contents.groups(),
                new ScalingSection(contents.comparisons, contents.looks).blocks(),
                new NoiseSection(Noise.of(run)).blocks(),
                contents.participants());
    }

    private List<Block> top() {
        return Block.join(
                List.of(
                        new Block.Heading(1, "Rookery beside other mail servers"),
                        new Block.Paragraph(headline())),
                Block.unlessEmpty(new Block.Items(notMet())),
                List.of(
                        new Block.ChartFile(Report.RATIOS, "How many times better than dovecot"),
                        new Block.FileLink(
                                Report.HTML, "The same as one page with more charts, to download"),
                        new Block.FileLink(RunFile.NAME, "Every round, as JSON"),
                        facts(),
                        new Block.Paragraph("How to read the figures:"),
                        new Block.Items(HOW_TO_READ)));
    }

    private String headline() {
        long met = count(Judgement.MET);
        long missed = count(Judgement.MISSED);
        long unclear = count(Judgement.UNCLEAR);
        long notJudged = count(Judgement.NOT_JUDGED);
        long all = met + missed + unclear + notJudged;
        return all == 0
                ? "No scenario of this run has a target."
                : String.format(
                        Locale.ROOT,
                        "%d %s: %d met, %d unclear, %d missed, %d not judged.",
                        all,
                        all == 1 ? "target" : "targets",
                        met,
                        unclear,
                        missed,
                        notJudged);
    }

    private long count(Judgement judgement) {
        return comparisons.stream().filter(each -> each.judgement() == judgement).count();
    }

    private List<String> notMet() {
        return Stream.of(Judgement.MISSED, Judgement.UNCLEAR, Judgement.NOT_JUDGED)
                .flatMap(judgement ->
                        comparisons.stream().filter(each -> each.judgement() == judgement))
                .map(Contents::notMet)
                .toList();
    }

    private static String notMet(Comparison each) {
        ScenarioResult scenario = each.scenario();
        List<String> said = new ArrayList<>();
        each.ratioToDovecot().ifPresent(it -> said.add(measured(it, scenario.target())));
        each.drainedRatioToDovecot()
                .filter(it -> it.judge(Comparison.DRAINED_LEAST) != Judgement.MET)
                .ifPresent(it -> said.add("drained " + measured(it, Comparison.DRAINED_LEAST)));
        if (each.judgement() == Judgement.NOT_JUDGED) {
            said.addAll(absences(each));
            said.addAll(each.unfit());
        }
        return "%s: %s (%s): %s"
                .formatted(
                        each.judgement().text(),
                        scenario.title(),
                        scenario.name(),
                        String.join("; ", said));
    }

    private static String measured(Ratio ratio, double least) {
        String interval =
                ratio.judge(least) == Judgement.UNCLEAR
                        ? " (" + Numbers.range(ratio.low(), ratio.high()) + ")"
                        : "";
        return Numbers.times(ratio.median()) + interval + ", target " + Numbers.times(least);
    }

    private Block facts() {
        Machine machine = run.machine();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("Command", run.command()));
        rows.add(List.of("Begun", run.begun()));
        rows.add(List.of("Took", Numbers.figure(run.minutes()) + " minutes"));
        rows.add(List.of("Rounds", rounds()));
        rows.add(List.of("Commit", machine.commit()));
        rows.add(List.of("Processor", machine.processor() + ", " + cores(machine.cores())));
        rows.add(List.of("Memory", Numbers.figure(machine.memoryBytes() / GIBIBYTE) + " GiB"));
        rows.add(List.of("Mail on", machine.fileSystem()));
        rows.add(List.of("Kernel", machine.kernel()));
        rows.add(List.of("Java", machine.java()));
        for (ContenderFacts each : run.contenders()) {
            rows.add(List.of(each.name(), each.title() + ", " + each.version()));
        }
        return new Block.Table(
                "The run",
                false,
                List.of(Block.Column.text("What"), Block.Column.text("Value")),
                rows);
    }

    private static String cores(int cores) {
        return cores == 1 ? "1 core" : cores + " cores";
    }

    private String rounds() {
        String each =
                run.scenarios().stream()
                        .flatMap(scenario -> scenario.results().stream())
                        .map(result -> result.rounds().size())
                        .distinct()
                        .sorted()
                        .map(String::valueOf)
                        .collect(Collectors.joining(" or "));
        return each.isEmpty() ? "none" : each + " of each contender in each scenario";
    }

    private List<Block> groups() {
        Map<String, List<Comparison>> groups = new LinkedHashMap<>();
        for (Comparison each : comparisons) {
            groups.computeIfAbsent(each.scenario().group(), _ -> new ArrayList<>()).add(each);
        }
        List<Block> blocks = new ArrayList<>();
        groups.forEach((group, scenarios) ->
                blocks.addAll(GroupSection.of(group, scenarios, looks).blocks()));
        return blocks;
    }

    private List<Block> participants() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading(2, "Contenders"));
        for (ContenderFacts each : run.contenders()) {
            blocks.add(
                    new Block.Paragraph(
                            each.name() + ": " + each.title() + ", version " + each.version()));
            if (!each.settings().isBlank()) {
                blocks.add(new Block.Listing("Settings of " + each.name(), each.settings()));
            }
        }
        if (!run.absences().isEmpty()) {
            blocks.add(new Block.Paragraph("Could not take part:"));
            blocks.add(new Block.Items(run.absences().stream().map(Contents::absence).toList()));
        }
        return blocks;
    }

    static List<String> absences(Comparison each) {
        return each.scenario().absences().stream().map(Contents::absence).toList();
    }

    private static String absence(Absence absence) {
        return absence.contender() + ": " + absence.reason();
    }
}
