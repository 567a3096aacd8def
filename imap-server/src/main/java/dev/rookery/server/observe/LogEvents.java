// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.observe;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes every event to the log, as one line.
public final class LogEvents implements Events {
    static final String LOGGER = "dev.rookery";

    private static final Logger LOG = LoggerFactory.getLogger(LOGGER);

    @Override
    public void happened(Event event) {
        LogLine line = LogLine.of(event);
        LOG.atLevel(line.level())
                .addKeyValue("event", event.getClass().getSimpleName())
                .log(line.text());
    }
}
