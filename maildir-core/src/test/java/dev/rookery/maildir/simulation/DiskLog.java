// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.simulation;

import java.util.ArrayList;
import java.util.List;

/// All that happened on a [SimulatedDisk] since it was asked to record, in order.
final class DiskLog {
    private final List<DiskEvent> events = new ArrayList<>();

    synchronized void add(DiskEvent event) {
        events.add(event);
    }

    void mark(Milestone milestone) {
        add(new DiskEvent.Marked(milestone));
    }

    synchronized int size() {
        return events.size();
    }

    synchronized List<DiskEvent> events() {
        return List.copyOf(events);
    }
}
