// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.app;

import dev.rookery.bench.contender.Certificate;
import dev.rookery.bench.contender.Contender;
import dev.rookery.bench.contender.Contenders;
import dev.rookery.bench.contender.CyrusPackages;
import dev.rookery.bench.contender.Superuser;
import dev.rookery.bench.corpus.Corpus;
import dev.rookery.bench.corpus.WorkDirectory;
import dev.rookery.bench.measure.ThisMachine;
import dev.rookery.bench.process.Children;
import dev.rookery.bench.result.Absence;
import dev.rookery.bench.result.ContenderFacts;
import dev.rookery.bench.scenario.Programme;
import dev.rookery.bench.scenario.Programme.Length;
import dev.rookery.bench.scenario.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Runs scenarios with all contenders, and writes a report.
@Command(
        name = "rookery bench",
        description = {
            "Puts Rookery beside what people would use instead, all in one run on this machine,",
            "and writes a report. Servers listen on loopback ports and keep everything below a",
            "directory of their own, which is removed afterwards; Ctrl-C leaves nothing behind.",
            "Without options it takes about an hour. Dovecot wants the superuser. While",
            "dovecot-tuned takes part, the kernel's limits of inotify are raised for the whole",
            "machine, as its admin would, and put back."
        },
        mixinStandardHelpOptions = true)
public final class BenchCommand implements Callable<Integer> {
    private static final int INTERRUPTED = 130;
    private static final int ROUNDS = 7;
    private static final Duration LENGTH = Duration.ofSeconds(1);
    private static final Duration QUICK_LENGTH = Duration.ofMillis(150);
    private static final List<String> QUICK_CONTENDERS =
            List.of(ContenderFacts.ROOKERY, ContenderFacts.DOVECOT);

    private final String command;

    BenchCommand(String[] arguments) {
        this.command = RepeatableCommand.of(arguments);
    }

    @ArgGroup private @Nullable HowLong howLong;

    /// At most one of them.
    static final class HowLong {
        @Option(names = "--quick", description = "All scenarios in minutes, with little meaning.")
        boolean quick;

        @Option(
                names = "--full",
                description = "Hours: a folder of a million, 10,000 connections, one core.")
        boolean full;

        Length length() {
            return quick ? Length.QUICK : full ? Length.FULL : Length.NORMAL;
        }
    }

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NAME",
            description = "Only scenarios whose name begins so.")
    private List<String> only = List.of();

    @Option(names = "--stage", split = ",", paramLabel = "NAME", description = "Only these stages.")
    private List<String> onlyStages = List.of();

    @Option(
            names = "--contenders",
            split = ",",
            paramLabel = "NAME",
            description = "Only these; with --quick: rookery and dovecot.")
    private List<String> chosen = List.of();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Rounds of each contender in each scenario, instead of 7 (--quick: 1).")
    private @Nullable Integer rounds;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            defaultValue = "bench-report",
            description = "Where the report is written: ${DEFAULT-VALUE}.")
    private Path report = Path.of("bench-report");

    @Option(
            names = "--work",
            paramLabel = "DIR",
            defaultValue = "/tmp",
            description = {
                "Below this directory mail is kept while it lasts: ${DEFAULT-VALUE}. Its file",
                "system is what is measured."
            })
    private Path work = Path.of("/tmp");

    @Option(
            names = "--corpus",
            paramLabel = "DIR",
            description = "Generated mail is kept here and used again, instead of being removed.")
    private @Nullable Path corpusDirectory;

    @Option(
            names = "--cyrus",
            paramLabel = "DIR",
            description = {
                "Cyrus IMAP is unpacked here, which Debian's users cannot install beside Dovecot;",
                "fetched with apt-get first if it is missing."
            })
    private @Nullable Path cyrus;

    @Option(names = "--list", description = "Print the scenarios, and run none.")
    private boolean list;

    @Option(
            names = "--jfr",
            description = {
                "Record Rookery with Java Flight Recorder in each scenario: NAME.CONTENDER.jfr",
                "beside the report. Figures of such a run are not those of another."
            })
    private boolean jfr;

    public static void main(String[] arguments) {
        CommandLine line = new CommandLine(new BenchCommand(arguments));
        line.setExecutionExceptionHandler((failure, _, _) -> {
            if (failure instanceof InterruptedException) {
                return INTERRUPTED;
            }
            line.getErr().println("rookery bench: " + Failure.sentence(failure));
            if (Failure.isBug(failure)) {
                failure.printStackTrace(line.getErr());
            }
            return failure instanceof UsageException
                    ? CommandLine.ExitCode.USAGE
                    : CommandLine.ExitCode.SOFTWARE;
        });
        System.exit(line.execute(arguments));
    }

    /// 0 if all went well, 1 if Rookery failed in a scenario or answered wrongly.
    @Override
    public Integer call() throws Exception {
        List<Stage> stages = Selection.of(Programme.of(length()), onlyStages, only);
        if (rounds != null && rounds < 1) {
            throw new UsageException("--rounds is 1 at least");
        }
        if (!Files.isDirectory(work)) {
            throw new UsageException("--work: there is no directory " + work);
        }
        if (list) {
            Selection.print(stages, System.out);
            return 0;
        }
        try (Cleanup cleanup = new Cleanup(Children::end)) {
            try {
                return run(stages, cleanup);
            } catch (Exception failure) {
                cleanup.goOn();
                throw failure;
            }
        }
    }

    private int run(List<Stage> stages, Cleanup cleanup) throws Exception {
        ReportDirectory reports = ReportDirectory.open(report);
        WorkDirectory place = cleanup.keep(workPlace());
        Certificate certificate = Certificate.make(place.path());
        List<Absence> absences = new ArrayList<>();
        Map<Contender, String> versions = contenders(certificate, absences);
        Plan plan = plan(stages, List.copyOf(versions.keySet()));
        Room.at(place.path()).require(plan, corpusDirectory == null);
        Findings findings =
                new Findings(
                        command,
                        ThisMachine.describe(place.path(), Repository.root()),
                        versions,
                        absences);
        var _ = cleanup.keep(new LastPage(reports, findings));
        Corpus corpus = new Corpus(corpusDirectory == null ? place.path() : corpusDirectory);
        Recordings recordings = jfr ? Recordings.below(report) : Recordings.NONE;
        Room.doubt(place.path()).ifPresent(System.err::println);
        new Bench(plan, corpus, place.path(), certificate, recordings, cleanup)
                .run(findings, reports, new Progress(plan.steps(), System.err));
        return Verdict.exitCode(findings.run());
    }

    private WorkDirectory workPlace() throws IOException {
        WorkDirectory place = WorkDirectory.below(work);
        if (!Superuser.letsServersInto(place.path())) {
            place.close();
            throw new StoppedException(
                    "servers run as nobody, who cannot come into "
                            + work
                            + "; --work DIR says where else mail may lie");
        }
        return place;
    }

    private Length length() {
        return howLong == null ? Length.NORMAL : howLong.length();
    }

    private boolean isQuick() {
        return length() == Length.QUICK;
    }

    private Map<Contender, String> contenders(Certificate certificate, List<Absence> absences)
            throws IOException {
        Set<String> names = new LinkedHashSet<>(chosen);
        if (isQuick() && names.isEmpty()) {
            names.addAll(QUICK_CONTENDERS);
        }
        CyrusPackages packages =
                cyrus == null ? CyrusPackages.installed() : CyrusPackages.below(cyrus);
        return Selection.contenders(
                Contenders.all(Repository.launcher(), certificate, packages), names, absences);
    }

    private Plan plan(List<Stage> stages, List<Contender> contenders) {
        int usual = isQuick() ? 1 : ROUNDS;
        return new Plan(
                contenders,
                stages,
                rounds == null ? usual : rounds,
                isQuick() ? QUICK_LENGTH : LENGTH);
    }
}
