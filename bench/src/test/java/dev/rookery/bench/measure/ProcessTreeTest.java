// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProcessTreeTest {
    @Test
    void countsChildrenThatRunAndThatEnded() throws Exception {
        String busy = "i=0; while [ $i -lt 60000 ]; do i=$((i+1)); done";
        Process shell =
                new ProcessBuilder("sh", "-c", "sh -c '" + busy + "'; echo done; exec sleep 60")
                        .redirectErrorStream(true)
                        .start();
        try {
            ProcessTree tree = new ProcessTree(shell.toHandle());
            assertThat(shell.inputReader().readLine()).isEqualTo("done");
            assertThat(tree.cpuSeconds()).isPositive();
            assertThat(tree.pssKilobytes()).isPositive();
        } finally {
            shell.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void hasNothingToSayOfAProcessThatEnded() throws IOException, InterruptedException {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        ProcessTree tree = new ProcessTree(ended.toHandle());
        assertThat(tree.cpuSeconds()).isZero();
        assertThat(tree.pssKilobytes()).isZero();
    }
}
