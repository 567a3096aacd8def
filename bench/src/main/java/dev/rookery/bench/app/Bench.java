// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.app;

import dev.rookery.bench.client.TlsClient;
import dev.rookery.bench.contender.Certificate;
import dev.rookery.bench.contender.Contender;
import dev.rookery.bench.contender.OpenDirectory;
import dev.rookery.bench.corpus.Corpus;
import dev.rookery.bench.corpus.WorkDirectory;
import dev.rookery.bench.measure.HostProbe;
import dev.rookery.bench.scenario.Scenario;
import dev.rookery.bench.scenario.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// All stages of a plan, one after the other.
final class Bench {
    private final Plan plan;
    private final Corpus corpus;
    private final Path directory;
    private final Certificate certificate;
    private final Recordings recordings;
    private final Cleanup cleanup;

    /// @param directory that is empty, and removed in the end
    Bench(
            Plan plan,
            Corpus corpus,
            Path directory,
            Certificate certificate,
            Recordings recordings,
            Cleanup cleanup) {
        this.plan = plan;
        this.corpus = corpus;
        this.directory = directory;
        this.certificate = certificate;
        this.recordings = recordings;
        this.cleanup = cleanup;
    }

    /// @param findings to which each scenario's are added
    /// @param report where they are saved each time
    /// @param progress closed in the end
    void run(Findings findings, ReportDirectory report, Progress progress) throws Exception {
        try (progress) {
            runAll(findings, report, progress);
        }
    }

    private void runAll(Findings findings, ReportDirectory report, Progress progress)
            throws Exception {
        TlsClient tls = TlsClient.trusting(certificate.chain());
        HostProbe probe = cleanup.keep(new HostProbe(directory));
        Blame blame = new Blame(cleanup, directory, progress::line);
        KernelLimits kernel = cleanup.keep(KernelLimits.raise(kernelMinimums(), progress::line));
        for (Stage stage : plan.stages()) {
            Contest contest = new Contest(plan, stage, cleanup, blame, probe, recordings, progress);
            Path maildir = mail(stage, progress);
            Path place = OpenDirectory.create(directory.resolve(stage.name()));
            contest.open(place, maildir, corpus.facts(stage.box()), tls);
            for (Map.Entry<String, String> each : contest.settings().entrySet()) {
                findings.settings(each.getKey(), each.getValue() + kernel.settings());
            }
            for (Scenario scenario : stage.scenarios()) {
                findings.add(contest.run(scenario));
                report.save(findings.run());
            }
            contest.close();
            remove(place, progress);
        }
    }

    private Map<Path, Long> kernelMinimums() {
        Map<Path, Long> minimums = new HashMap<>();
        for (Contender each : plan.contenders()) {
            each.kernelMinimums().forEach((file, least) -> minimums.merge(file, least, Math::max));
        }
        return minimums;
    }

    private Path mail(Stage stage, Progress progress) throws IOException, InterruptedException {
        String doing = stage.name() + ": mail is generated";
        progress.begin(doing);
        try {
            return corpus.maildir(
                    stage.box(),
                    written -> progress.doing(doing + ", %,d messages".formatted(written)));
        } catch (IOException failed) {
            cleanup.goOn();
            throw new StoppedException(
                    "no mail can be generated: " + Failure.sentence(failed), failed);
        }
    }

    /// What stays is removed with everything else in the end.
    private static void remove(Path place, Progress progress) {
        try {
            WorkDirectory.remove(place);
        } catch (IOException failed) {
            progress.line(place + " stays for now: " + Failure.sentence(failed));
        }
    }
}
