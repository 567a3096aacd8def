// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.micro;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.server.imap.session.SessionViewBenchmark;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/// Runs once, in this JVM, what benchmarks measure; each checks its own answers.
class BenchmarksTest {
    static {
        // Builds may run beside each other; nothing is measured here.
        System.setProperty("jmh.ignoreLock", "true");
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                CommandBenchmark.class,
                MessageFileNameBenchmark.class,
                MimeBenchmark.class,
                ResponseBenchmark.class,
                SessionViewBenchmark.class,
                SnapshotChangeBenchmark.class,
                UidSetBenchmark.class,
                WireBenchmark.class
            })
    void findTheRightAnswers(Class<?> benchmark) throws RunnerException {
        Options once =
                new OptionsBuilder()
                        .include(Pattern.quote(benchmark.getName() + "."))
                        .param("messages", "1000")
                        .forks(0)
                        .mode(Mode.SingleShotTime)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build();

        assertThat(new Runner(once).run()).isNotEmpty();
    }
}
