// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.app;

import java.io.PrintStream;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/// How far a run has come: a bar with the time that remains on a terminal, lines elsewhere.
final class Progress implements AutoCloseable {
    /// Whether the launcher found that standard error is one: only it can tell them apart.
    private static final String TERMINAL = "rookery.bench.terminal";

    private static final String CLEAR_LINE = "\r\u001b[K";
    private static final int REDRAWN_MILLIS = 500;

    private final PrintStream err;
    private final boolean terminal;
    private final ProgressBar bar;

    Progress(long steps, PrintStream err) {
        this.err = err;
        this.terminal = Boolean.getBoolean(TERMINAL);
        this.bar =
                new ProgressBarBuilder()
                        .setTaskName("bench")
                        .setInitialMax(steps)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(REDRAWN_MILLIS)
                        .setConsumer(new Bar(err, terminal))
                        .build();
    }

    /// Something that takes its time: a line of its own where there is no bar.
    void begin(String what) {
        if (terminal) {
            doing(what);
        } else {
            line(what);
        }
    }

    void doing(String what) {
        bar.setExtraMessage(what);
    }

    void step(long steps) {
        bar.stepBy(steps);
    }

    void line(String text) {
        err.println(terminal ? CLEAR_LINE + text : text);
    }

    @Override
    public void close() {
        bar.close();
    }

    private record Bar(PrintStream err, boolean terminal) implements ProgressBarConsumer {
        private static final int COLUMNS = 100;

        @Override
        public int getMaxRenderedLength() {
            return COLUMNS;
        }

        @Override
        public void accept(String rendered) {
            if (terminal) {
                err.print(CLEAR_LINE + rendered);
                err.flush();
            }
        }

        @Override
        public void close() {
            if (terminal) {
                err.println();
            }
        }
    }
}
