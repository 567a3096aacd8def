// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.app;

import dev.rookery.bench.client.ImapClient;
import dev.rookery.bench.client.TlsClient;
import dev.rookery.bench.contender.Contender;
import dev.rookery.bench.contender.Logins;
import dev.rookery.bench.contender.RunningServer;
import dev.rookery.bench.contender.Terms;
import dev.rookery.bench.corpus.BoxFacts;
import dev.rookery.bench.measure.HostProbe;
import dev.rookery.bench.measure.Lane;
import dev.rookery.bench.measure.WrongAnswerException;
import dev.rookery.bench.report.Numbers;
import dev.rookery.bench.result.Absence;
import dev.rookery.bench.result.ContenderResult;
import dev.rookery.bench.result.HostNoise;
import dev.rookery.bench.result.ScenarioResult;
import dev.rookery.bench.scenario.Facts;
import dev.rookery.bench.scenario.Scenario;
import dev.rookery.bench.scenario.Site;
import dev.rookery.bench.scenario.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Puts all contenders through the scenarios of one stage, A-B-C-C-B-A, so that a machine that
/// grows slower or faster meanwhile favours nobody.
final class Contest {
    /// Users without mail, for scenarios that want a mailbox nobody has seen yet.
    private static final int STRANGERS = 50;

    private final Plan plan;
    private final Stage stage;
    private final Cleanup cleanup;
    private final Blame blame;
    private final HostProbe probe;
    private final Recordings recordings;
    private final Progress progress;
    private final Map<Contender, Entrant> entrants = new LinkedHashMap<>();
    private final List<Absence> refusals = new ArrayList<>();

    /// A contender that has started, and what it says it can do.
    private record Entrant(RunningServer server, Site site, Set<String> capabilities) {}

    Contest(
            Plan plan,
            Stage stage,
            Cleanup cleanup,
            Blame blame,
            HostProbe probe,
            Recordings recordings,
            Progress progress) {
        this.plan = plan;
        this.stage = stage;
        this.cleanup = cleanup;
        this.blame = blame;
        this.probe = probe;
        this.recordings = recordings;
        this.progress = progress;
    }

    /// Starts all contenders below a new directory, each with its own copy of the same mail.
    ///
    /// @param maildir what each INBOX is to be
    /// @throws StoppedException if none of them can
    void open(Path directory, Path maildir, BoxFacts facts, TlsClient tls) throws Exception {
        for (Contender each : plan.contenders()) {
            progress.begin(stage.name() + ": " + each.name() + " moves in");
            Terms terms = new Terms(stage.users() + STRANGERS, stage.prefix());
            try {
                RunningServer server =
                        cleanup.keep(each.start(directory.resolve(each.name()), terms));
                enter(server, new Site(server, tls, maildir, facts, stage.users()), maildir, facts);
            } catch (IOException | RuntimeException refused) {
                refusals.add(blame.on(each.name(), refused));
            }
        }
        if (entrants.isEmpty()) {
            throw new StoppedException(
                    "nobody takes part in " + stage.name() + ": " + Selection.reasons(refusals));
        }
    }

    /// Who cannot move in does not stay.
    private void enter(RunningServer server, Site site, Path maildir, BoxFacts facts)
            throws IOException {
        try {
            Set<String> abilities = moveIn(server, site, maildir, facts);
            entrants.put(server.contender(), new Entrant(server, site, abilities));
        } catch (IOException | RuntimeException refused) {
            cleanup.end(server);
            throw refused;
        }
    }

    private Set<String> moveIn(RunningServer server, Site site, Path maildir, BoxFacts facts)
            throws IOException {
        for (int user = 0; user < stage.users(); user++) {
            server.adopt(Logins.name(user), maildir);
        }
        try (ImapClient client = site.imap(0)) {
            long exists = client.select("INBOX").exists();
            WrongAnswerException.require(facts.messages(), exists, "messages");
            Set<String> abilities = new HashSet<>(client.capabilities());
            abilities.addAll(site.abilities());
            return abilities;
        }
    }

    /// What the contenders of this stage were configured with.
    Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        entrants.forEach((contender, entrant) ->
                settings.put(contender.name(), entrant.server().settings()));
        return settings;
    }

    /// @throws IOException if a recording cannot be made
    ScenarioResult run(Scenario scenario) throws IOException, InterruptedException {
        for (Entrant each : entrants.values()) {
            recordings.begin(each.server());
        }
        ScenarioResult result = measured(scenario);
        for (Entrant each : entrants.values()) {
            recordings.end(each.server(), scenario.facts().name());
        }
        progress.line(line(result));
        return result;
    }

    private ScenarioResult measured(Scenario scenario) throws IOException, InterruptedException {
        Facts facts = scenario.facts();
        Heat heat = new Heat(scenario, refusals, blame);
        progress.doing(facts.name());
        for (Map.Entry<Contender, Entrant> each : entrants.entrySet()) {
            Entrant entrant = each.getValue();
            heat.enter(each.getKey().name(), entrant.site(), entrant.capabilities());
        }
        long steps = plan.steps(facts);
        if (plan.warmsUp(facts)) {
            for (Lane lane : heat.lanes()) {
                heat.warmUp(lane, plan.length());
                progress.step(1);
                steps--;
            }
        }
        for (int round = 0; round < plan.rounds(facts); round++) {
            List<Lane> lanes = heat.lanes();
            for (Lane lane : round % 2 == 0 ? lanes : lanes.reversed()) {
                progress.doing(facts.name() + ", " + lane.contender());
                heat.round(lane, plan.length(), host());
                progress.step(1);
                steps--;
            }
        }
        progress.step(steps);
        return heat.finish();
    }

    /// @throws StoppedException if the probe fails, which is nobody's fault who is measured
    private HostNoise host() throws IOException, InterruptedException {
        cleanup.goOn();
        try {
            return probe.measure();
        } catch (IOException failed) {
            throw new StoppedException(
                    "the machine cannot be probed: " + Failure.sentence(failed), failed);
        }
    }

    private static String line(ScenarioResult result) {
        StringBuilder line = new StringBuilder(result.name()).append(':');
        for (ContenderResult each : result.results()) {
            line.append("  ")
                    .append(each.contender())
                    .append(' ')
                    .append(Numbers.figure(each.median()))
                    .append(' ')
                    .append(result.unit().symbol());
        }
        for (Absence each : result.absences()) {
            line.append("  ").append(each.contender()).append(": ").append(each.reason());
        }
        return line.toString();
    }

    /// Stops all of them.
    void close() {
        for (Entrant each : entrants.values()) {
            cleanup.end(each.server());
        }
    }
}
