// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.scenario;

import java.util.List;

/// Scenarios of one kind each. Targets are for folders of a hundred thousand, if size matters.
final class Kinds {
    private Kinds() {}

    static List<Scenario> deliveries() {
        return List.of(
                Deliveries.rate("deliver", 4_096, 1, 1, 3),
                Deliveries.rate("deliver-10-to-5", 4_096, 10, 5, 4),
                Deliveries.rate("deliver-8k", 8_192, 1, 1, 0),
                Deliveries.rate("deliver-8k-8", 8_192, 8, 5, 0),
                Deliveries.rate("deliver-8k-32", 8_192, 32, 5, 0),
                Deliveries.volume("deliver-mib", 1_048_576, 1.5));
    }

    static List<Scenario> sessions(int clients) {
        return List.of(
                Sessions.storm(clients, false, 0),
                Sessions.storm(clients, true, 0),
                Sessions.mixed(clients, 2),
                Sessions.offered(clients),
                Idles.news(100),
                Idles.newsForAll(clients / 2));
    }

    static List<Scenario> bodies(long messages) {
        return List.of(
                Fetches.download(false, messages, 1.2),
                Fetches.download(true, messages, 2),
                Fetches.partial(16_384, messages, 0));
    }

    static List<Scenario> changing(long stored, long copied, long expunged) {
        return List.of(
                Stores.range(stored, 10),
                Stores.stream(10, 0),
                Moves.copy(copied, 2),
                Moves.move(copied, 2),
                Moves.expunge(expunged, 5));
    }

    static List<Scenario> reading(long messages) {
        boolean large = messages == 100_000;
        return List.of(
                Fetches.flags(messages, large ? 3 : 0),
                Fetches.envelopes(messages, large ? 10 : 0),
                Fetches.headers(messages, large ? 20 : 0));
    }

    static List<Scenario> opening(long messages) {
        boolean large = messages == 100_000;
        return List.of(
                Selects.unchanged(messages, large ? 20 : 0),
                Selects.lastFifty(messages, large ? 4 : 0),
                Resyncs.changedSince(messages),
                Resyncs.quick(messages),
                Selects.afterRename(messages, large ? 5 : 0),
                Selects.afterDelivery(messages, large ? 30 : 0));
    }

    static List<Scenario> growing(long messages) {
        boolean large = messages == 100_000;
        return List.of(
                Stores.single(messages, large ? 25 : 0),
                Deliveries.into(messages, large ? 100 : 0),
                Appends.whileSelected(messages, large ? 40 : 0),
                Appends.withLogin(messages, large ? 30 : 0),
                Moves.one(messages, large ? 200 : 0));
    }

    static List<Scenario> searches(long messages) {
        return List.of(
                Searches.unseen(messages, 5),
                Searches.from(messages, 20),
                Searches.subject(messages, 20),
                Searches.header(messages, 0),
                Searches.recentAndLarge(messages, 20),
                Searches.sortByDate(messages, 10),
                Searches.sortBySubject(messages, 10),
                Searches.thread(messages, 20),
                Searches.page(messages));
    }

    static List<Scenario> starts(long messages) {
        return List.of(Starts.recovery(messages), Starts.cold(messages));
    }

    static List<Scenario> texts(long messages) {
        return List.of(
                Searches.body(messages, 50),
                Searches.inner(messages, 50),
                Searches.phrase(messages, 50),
                Searches.text(messages, 20));
    }
}
