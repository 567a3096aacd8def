// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app;

import java.io.PrintStream;
import tools.jackson.databind.json.JsonMapper;

/// What commands print for scripts: one JSON value in one line.
final class Json {
    private Json() {}

    static void print(PrintStream out, Object value) {
        out.println(JsonMapper.shared().writeValueAsString(value));
    }
}
