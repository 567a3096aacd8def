// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app;

import dev.rookery.maildir.AccountInUseException;
import dev.rookery.maildir.DoveadmCommand;
import dev.rookery.maildir.ExportedMailbox;
import dev.rookery.maildir.MailStore;
import dev.rookery.maildir.SpecialUse;
import dev.rookery.server.app.config.Config;
import dev.rookery.server.users.MailUser;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `rookery export`: gives the mail of one user, or of all, back to Dovecot.
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Give mail back to Dovecot, with UIDs, flags, keywords and subscriptions.",
            "It must not be in use: stop the server.",
            "What it prints is a shell script, to be run when Dovecot serves the mail and before"
                    + " clients are let in."
        },
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:the mail is Dovecot's",
            "1:not all of it is, and nothing is lost; it is in use, or there is no such user",
            "2:usage"
        })
final class ExportCommand implements Callable<Integer> {
    private final Terminal terminal;

    @ArgGroup(multiplicity = "1")
    private final Whose whose = new Whose();

    @Mixin private final ConfigOption config = new ConfigOption();
    @Mixin private final JsonOption json = new JsonOption();

    /// One of the two.
    private static final class Whose {
        @Parameters(paramLabel = "USER", description = "A user of the configuration.")
        private @Nullable String user;

        @Option(
                names = "--all",
                description =
                        "All users of the configuration, one by one; who is refused does not keep"
                                + " the others back.")
        private boolean all;
    }

    ExportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /// A mailbox, what its `special_use` has to be, and what has to be run for it.
    private record Given(String name, List<String> uses, List<List<String>> commands) {}

    private record Answer(String user, String maildir, List<Given> mailboxes) {}

    @Override
    public Integer call() throws Exception {
        Config read = config.read().config();
        if (whose.all) {
            return exportAll(read);
        }
        MailUser user = UserSources.find(read, String.valueOf(whose.user));
        try (MailStore store = MailStore.builder().build()) {
            Answer answer = answer(export(store, user), user, read);
            if (json.wanted()) {
                Json.print(terminal.out(), answer);
            } else {
                printHeading();
                print(answer);
            }
        }
        return 0;
    }

    private int exportAll(Config read) throws IOException {
        List<Answer> answers = new ArrayList<>();
        boolean complete = true;
        if (!json.wanted()) {
            printHeading();
        }
        try (MailStore store = MailStore.builder().build()) {
            for (MailUser user : UserSources.all(read)) {
                complete &= exportOneOfAll(store, user, read, answers);
            }
        }
        if (json.wanted()) {
            Json.print(terminal.out(), answers);
        }
        return complete ? 0 : 1;
    }

    /// Tells what became of it on standard error. Answers whether all there is is Dovecot's.
    private boolean exportOneOfAll(
            MailStore store, MailUser user, Config read, List<Answer> answers) {
        if (Files.notExists(user.mail().maildir())) {
            tell(user, "there is no mail in " + user.mail().maildir());
            return true;
        }
        try {
            Answer answer = answer(export(store, user), user, read);
            answers.add(answer);
            if (!json.wanted()) {
                print(answer);
            }
            tell(user, answer.mailboxes().size() + " mailboxes are Dovecot's now");
            return true;
        } catch (RefusedException refused) {
            tell(user, String.valueOf(refused.getMessage()));
        } catch (IOException trouble) {
            tell(user, Failures.sentence(trouble));
        }
        return false;
    }

    private void tell(MailUser user, String sentence) {
        terminal.err().println(user.login() + ": " + sentence);
    }

    private static List<ExportedMailbox> export(MailStore store, MailUser user) throws IOException {
        try {
            return store.export(user.mail());
        } catch (AccountInUseException busy) {
            throw RefusedException.inUse(user.mail());
        }
    }

    private static Answer answer(List<ExportedMailbox> exported, MailUser user, Config read) {
        return new Answer(
                user.login(),
                user.mail().maildir().toString(),
                exported.stream().map(mailbox -> given(mailbox, user, read)).toList());
    }

    private static Given given(ExportedMailbox mailbox, MailUser user, Config read) {
        Config.Mail mail = read.mail();
        return new Given(
                mailbox.name().join(mail.separator()),
                mailbox.uses().stream().map(SpecialUse::imapName).sorted().toList(),
                mailbox
                        .doveadmCommands(user.login(), mail.namespacePrefix(), mail.separator())
                        .stream()
                        .map(DoveadmCommand::words)
                        .toList());
    }

    private void printHeading() {
        terminal.out().println("# Files rookery.retired.… can go when all is well.");
        terminal.out().println("# When Dovecot serves the mail, before clients are let in:");
    }

    private void print(Answer answer) {
        terminal.out()
                .println(
                        "# %s: %d mailboxes are Dovecot's now."
                                .formatted(answer.maildir(), answer.mailboxes().size()));
        for (Given mailbox : answer.mailboxes()) {
            if (!mailbox.uses().isEmpty()) {
                terminal.out()
                        .println(
                                "# %s: in Dovecot's configuration, special_use = %s"
                                        .formatted(
                                                mailbox.name(), String.join(" ", mailbox.uses())));
            }
            mailbox.commands().stream().map(DoveadmCommand::new).forEach(terminal.out()::println);
        }
    }
}
