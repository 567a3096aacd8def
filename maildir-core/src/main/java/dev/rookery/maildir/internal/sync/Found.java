// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.sync;

import dev.rookery.maildir.internal.filename.MessageFileName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/// A file that lies in a folder and has the name of a message.
public record Found(MessageFileName name, boolean inNew) {
    /// In the order in which new files get their UIDs: by the times in their names, then by base.
    public static List<Found> sorted(Collection<Found> files) {
        Place[] places = new Place[files.size()];
        int count = 0;
        for (Found file : files) {
            places[count++] = new Place(file.name().seconds(), file.name().microseconds(), file);
        }
        Arrays.sort(places);
        List<Found> sorted = new ArrayList<>(count);
        for (Place place : places) {
            sorted.add(place.file);
        }
        return sorted;
    }

    /// The times are made once: a large folder compares each many times.
    private record Place(long seconds, long microseconds, Found file) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int order = Long.compare(seconds, other.seconds);
            if (order == 0) {
                order = Long.compare(microseconds, other.microseconds);
            }
            return order == 0 ? byName(other) : order;
        }

        private int byName(Place other) {
            MessageFileName name = file.name();
            MessageFileName its = other.file.name();
            int order = name.base().compareTo(its.base());
            return order == 0 ? name.text().compareTo(its.text()) : order;
        }
    }
}
