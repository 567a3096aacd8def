// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/// The command line: `rookery COMMAND …`. Exit codes: 0 done, 1 refused or found wrong, 2 usage.
@Command(
        name = "rookery",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "A mail store: IMAPS and LMTP on Maildir, and client autoconfiguration.",
        footer = "In a checkout there is also rookery bench: this server beside others.")
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(run(Terminal.system(), args));
    }

    static int run(Terminal terminal, String... args) {
        CommandLine line = commandLine(terminal);
        line.setOut(writer(terminal.out()));
        line.setErr(writer(terminal.err()));
        line.setExecutionExceptionHandler((failure, _, _) -> Failures.report(failure, terminal));
        int code = line.execute(args);
        terminal.out().flush();
        return code;
    }

    private static CommandLine commandLine(Terminal terminal) {
        CommandLine user =
                new CommandLine(new UserCommand())
                        .addSubcommand(new UserAddCommand(terminal))
                        .addSubcommand(new UserListCommand(terminal))
                        .addSubcommand(new UserPasswdCommand(terminal))
                        .addSubcommand(new UserDeleteCommand());
        return new CommandLine(new Main())
                .addSubcommand(new DemoCommand(terminal))
                .addSubcommand(new ServeCommand(terminal))
                .addSubcommand(new WebCommand(terminal))
                .addSubcommand(new CheckCommand(terminal))
                .addSubcommand(new ConfigCommand(terminal))
                .addSubcommand(new DoctorCommand(terminal))
                .addSubcommand(new ExportCommand(terminal))
                .addSubcommand(user)
                .addSubcommand(new PwCommand(terminal));
    }

    private static PrintWriter writer(java.io.PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    /// The version in the jar's own description.
    static final class Version implements IVersionProvider {
        private static final String FILE = "/META-INF/maven/dev.rookery/imap-server/pom.properties";

        @Override
        public String[] getVersion() {
            Properties properties = new Properties();
            try (InputStream file = Main.class.getResourceAsStream(FILE)) {
                if (file != null) {
                    properties.load(file);
                }
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
            return new String[] {"rookery " + properties.getProperty("version", "(not packaged)")};
        }
    }
}
