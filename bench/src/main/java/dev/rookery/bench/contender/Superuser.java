// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.contender;

import dev.rookery.bench.process.Tool;
import dev.rookery.bench.process.ToolException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Who runs the benchmark. Under the superuser servers handle mail as `nobody`.
public final class Superuser {
    /// Whose all mail is then, under every contender.
    static final String MAIL_OWNER = "nobody:nogroup";

    static final List<String> AS_NOBODY =
            List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--");

    private Superuser() {}

    static boolean isMe() {
        return "root".equals(System.getProperty("user.name"));
    }

    /// Whether servers can find their mail below a directory.
    public static boolean letsServersInto(Path directory) throws IOException {
        if (!isMe()) {
            return true;
        }
        List<String> command = new ArrayList<>(AS_NOBODY);
        command.addAll(List.of("test", "-x", directory.toString()));
        try {
            var _ = Tool.run(command, Map.of());
            return true;
        } catch (ToolException closed) {
            return false;
        }
    }
}
