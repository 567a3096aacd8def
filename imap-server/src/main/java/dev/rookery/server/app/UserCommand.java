// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app;

import picocli.CommandLine.Command;

/// `rookery user …`.
@Command(
        name = "user",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Add, list, change and delete users of the first passwd-file.")
final class UserCommand {}
