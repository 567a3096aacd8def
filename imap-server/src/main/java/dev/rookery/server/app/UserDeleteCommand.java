// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app;

import dev.rookery.server.users.UserName;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `rookery user delete`.
@Command(
        name = "delete",
        mixinStandardHelpOptions = true,
        description = "Delete a user; the mail stays where it is.")
final class UserDeleteCommand implements Callable<Integer> {
    @Mixin private final PasswdFileOption file = new PasswdFileOption();

    @Parameters(paramLabel = "USER")
    private String user = "";

    @Override
    public Integer call() throws Exception {
        UserName name = file.name(user);
        if (!file.editor().delete(name)) {
            throw new RefusedException("there is no user " + name);
        }
        return 0;
    }
}
