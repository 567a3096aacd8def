// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app;

import dev.rookery.maildir.AccountInUseException;
import dev.rookery.maildir.AccountLocation;
import dev.rookery.maildir.Finding;
import dev.rookery.maildir.MailStore;
import dev.rookery.server.app.config.Config;
import dev.rookery.server.app.config.ConfigException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `rookery doctor`: what is wrong with the files of one account, in sentences.
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Verify the files of one account, and say what is wrong with them.",
            "Nothing is changed without --repair. A running server lends the account of a USER: its"
                    + " clients are sent away, and mail waits at the MTA until this is done.",
            "Of each finding it says what it means for the mail, and what a repair does about it."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:nothing is wrong",
            "1:something is wrong, or was; or it is in use",
            "2:usage"
        })
final class DoctorCommand implements Callable<Integer> {
    private final Terminal terminal;

    @ArgGroup(multiplicity = "1")
    private final Which which = new Which();

    @Option(names = "--repair", description = "Mend what is wrong, from what is left.")
    private boolean repair;

    @Mixin private final ConfigOption config = new ConfigOption();
    @Mixin private final JsonOption json = new JsonOption();

    DoctorCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /// The account, by its user or by its directory.
    private static final class Which {
        @Parameters(paramLabel = "USER", description = "A user of the configuration.")
        private @Nullable String user;

        @Option(
                names = "--maildir",
                paramLabel = "DIRECTORY",
                description = "Where an account lies, without a configuration.")
        private @Nullable Path maildir;
    }

    private record Answer(boolean good, List<Finding> findings) {}

    @Override
    public Integer call() throws Exception {
        Patient patient = patient();
        AccountLocation account = patient.account();
        List<Finding> findings = new ArrayList<>();
        List<Finding> left = new ArrayList<>();
        try (Loan _ = patient.loan();
                MailStore store = MailStore.builder().build()) {
            if (repair) {
                store.repair(account, findings::add);
                store.examine(account, left::add);
            } else {
                store.examine(account, findings::add);
            }
        } catch (AccountInUseException busy) {
            throw RefusedException.inUse(account);
        }
        boolean good = isGood(findings);
        if (json.wanted()) {
            Json.print(terminal.out(), new Answer(good, findings));
        } else {
            findings.forEach(terminal.out()::println);
            terminal.out().println(account.maildir() + verdict(good, isGood(left)));
        }
        return good ? 0 : 1;
    }

    private static boolean isGood(List<Finding> findings) {
        return findings.stream().noneMatch(each -> each.grade() == Finding.Grade.FAULT);
    }

    private String verdict(boolean good, boolean mended) {
        if (good) {
            return " is well";
        }
        return !repair
                ? " is not well"
                : mended ? " is repaired" : " is repaired, but for what repair leaves alone";
    }

    /// @param stateDirectory of the server that may have the account, if that is known
    private record Patient(AccountLocation account, Optional<Path> stateDirectory) {
        @Nullable Loan loan() throws IOException {
            return stateDirectory.isPresent() ? Loan.of(account, stateDirectory.get()) : null;
        }
    }

    private Patient patient() throws IOException, ConfigException {
        if (which.maildir != null) {
            return new Patient(
                    new AccountLocation(which.maildir.toAbsolutePath()), Optional.empty());
        }
        Config read = config.read().config();
        return new Patient(
                UserSources.find(read, String.valueOf(which.user)).mail(),
                Optional.of(read.stateDir()));
    }
}
