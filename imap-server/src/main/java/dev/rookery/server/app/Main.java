// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app;

import dev.rookery.server.app.config.ConfigException;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command line. Exit codes: 0 done, 1 refused or found wrong, 2 not understood.
@Command(
        name = "rookery",
        description = "Maildir mail server: IMAPS, LMTP, client autoconfiguration.",
        mixinStandardHelpOptions = true,
        version = "Rookery 0.1.0",
        subcommands = {DemoCommand.class, ServeCommand.class, WebCommand.class},
        synopsisSubcommandLabel = "COMMAND")
public final class Main {
    private Main() {}

    /// Runs one sub-command and ends the process with its exit code.
    public static void main(String[] arguments) {
        int exitCode = commandLine().execute(arguments);
        // The log and the shutdown of servers are done; what is left are idle daemon threads.
        Runtime.getRuntime().halt(exitCode);
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setExecutionExceptionHandler(
                        (exception, line, _) -> explain(exception, line.getErr()));
    }

    /// What the admin can mend is said in a sentence; only a bug shows its stack.
    private static int explain(Exception exception, PrintWriter err) {
        switch (exception) {
            case ConfigException wrong -> wrong.faults().forEach(err::println);
            case IOException refused -> err.println("rookery: " + refused.getMessage());
            case IllegalArgumentException refused ->
                    err.println("rookery: " + refused.getMessage());
            default -> exception.printStackTrace(err);
        }
        return CommandLine.ExitCode.SOFTWARE;
    }
}
