// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RepeatableCommandTest {
    @Test
    void isWhatWasTyped() {
        assertThat(RepeatableCommand.of()).isEqualTo("bin/rookery bench");
        assertThat(RepeatableCommand.of("--quick", "--only=select", "--rounds", "3"))
                .isEqualTo("bin/rookery bench --quick --only=select --rounds 3");
    }

    @Test
    void namesNoDirectoryOfThisMachine() {
        assertThat(
                        RepeatableCommand.of(
                                "--work",
                                "/srv/x",
                                "--full",
                                "--report=/srv/y",
                                "--corpus",
                                "/srv/z",
                                "--cyrus",
                                "/srv/cyrus"))
                .isEqualTo("bin/rookery bench --full --cyrus DIR");
        assertThat(RepeatableCommand.of("--cyrus=/srv/cyrus", "--jfr"))
                .isEqualTo("bin/rookery bench --cyrus DIR --jfr");
    }
}
