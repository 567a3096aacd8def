// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.sync;

import dev.rookery.maildir.internal.filename.MessageFileName;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// A file that lies in a folder and has the name of a message.
public record Found(MessageFileName name, boolean inNew) {
    private record Place(MessageFileName.Arrival arrival, Found file) {}

    /// In the order in which new files get their UIDs.
    public static List<Found> sorted(Collection<Found> files) {
        return files.stream()
                .map(file -> new Place(file.name().arrival(), file))
                .sorted(Comparator.comparing(Place::arrival))
                .map(Place::file)
                .toList();
    }
}
