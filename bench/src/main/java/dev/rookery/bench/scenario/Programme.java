// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.scenario;

import dev.rookery.bench.corpus.Box;
import dev.rookery.bench.corpus.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Which scenarios run in which folders. Within a stage those that only read come first: they know
/// what must be there.
public final class Programme {
    private static final long SEED = 20_261_130;

    /// A user more, whose folder changes its size; without it the others' folders do.
    private static final int GROWER = 1;

    private static final String REAL_SIZES = "messages of real sizes";
    private static final String REAL_SIZES_SUFFIX = "-mixed";
    private static final List<String> ONE_CORE = List.of("taskset", "-c", "0");

    private Programme() {}

    /// How much time a run may take.
    public enum Length {
        /// Minutes, to see that all works.
        QUICK,
        /// An hour, or two.
        NORMAL,
        /// Hours: a folder of a million, thousands of connections, one core.
        FULL
    }

    public static List<Stage> of(Length length) {
        return switch (length) {
            case QUICK -> List.of(quick());
            case NORMAL ->
                    List.of(crowd(50), folder(1), folder(1_000), work(), attachments(), large());
            case FULL ->
                    List.of(
                            crowd(1_000),
                            folder(1),
                            folder(1_000),
                            work(),
                            attachments(),
                            large(),
                            many(),
                            heavy(),
                            growth(),
                            huge(),
                            connections(),
                            oneCore());
        };
    }

    /// One folder of a thousand for everything.
    private static Stage quick() {
        int messages = 1_000;
        List<Scenario> all = new ArrayList<>();
        all.addAll(Kinds.searches(messages));
        all.addAll(Kinds.texts(messages));
        all.addAll(Kinds.reading(messages));
        all.addAll(Kinds.bodies(messages));
        all.addAll(Kinds.opening(messages));
        all.addAll(Kinds.changing(100, 100, 200));
        all.addAll(Kinds.sessions(8));
        all.add(Crowds.memory(20, 0));
        all.addAll(Kinds.deliveries());
        all.addAll(Kinds.growing(messages));
        all.add(Appends.growth(100));
        all.addAll(Kinds.starts(messages));
        all.add(Selects.first(messages, 0));
        all.add(Selects.firstSync(messages, 0));
        return stage("quick", Shape.LEAN, messages, 5 + GROWER, all);
    }

    /// Many users with small mailboxes.
    private static Stage crowd(int users) {
        List<Scenario> all = new ArrayList<>(Kinds.sessions(20));
        all.add(Crowds.memory(100, 50));
        all.addAll(Kinds.deliveries());
        return stage("crowd", Shape.LEAN, 200, users + GROWER, all);
    }

    /// What grows with a folder, in a small one.
    private static Stage folder(int messages) {
        List<Scenario> all = new ArrayList<>();
        all.addAll(Kinds.reading(messages));
        all.addAll(Kinds.opening(messages));
        all.addAll(Kinds.growing(messages));
        return stage("folder-" + Labels.label(messages), Shape.LEAN, messages, 1 + GROWER, all);
    }

    /// A folder as people have them who have worked with it for years.
    private static Stage work() {
        List<Scenario> all = new ArrayList<>();
        all.addAll(Kinds.texts(20_000));
        all.addAll(Kinds.changing(10_000, 2_000, 8_000));
        all.add(Stores.single(20_000, 4));
        return stage("folder-20k", Shape.LEAN, 20_000, 1, all);
    }

    /// Messages of all sizes, 250 MB in all.
    private static Stage attachments() {
        int messages = 4_000;
        List<Scenario> all = new ArrayList<>(Kinds.bodies(messages));
        all.add(Searches.body(messages, 0).under(REAL_SIZES, REAL_SIZES_SUFFIX));
        return stage("mixed-4k", Shape.MIXED, messages, 1, all);
    }

    private static Stage large() {
        int messages = 100_000;
        List<Scenario> all = new ArrayList<>();
        all.addAll(Kinds.searches(messages));
        all.addAll(Kinds.reading(messages));
        all.addAll(Kinds.opening(messages));
        all.add(Selects.first(messages, 2));
        all.add(Selects.firstSync(messages, 3));
        all.addAll(Kinds.growing(messages));
        all.addAll(Kinds.starts(messages));
        return stage("folder-100k", Shape.LEAN, messages, 1 + GROWER, all);
    }

    private static Stage many() {
        int messages = 20_000;
        int users = 50;
        return stage(
                "many-20k",
                Shape.LEAN,
                messages,
                users + GROWER,
                List.of(Deliveries.everywhere(users, messages)));
    }

    /// Messages of all sizes, 6.4 GB in all.
    private static Stage heavy() {
        int messages = 100_000;
        List<Scenario> all = new ArrayList<>();
        all.add(Searches.body(messages, 0));
        all.add(Fetches.download(false, messages, 0));
        all.add(Selects.firstSync(messages, 0));
        return stage(
                "mixed-100k",
                Shape.MIXED,
                messages,
                1,
                all.stream().map(each -> each.under(REAL_SIZES, REAL_SIZES_SUFFIX)).toList());
    }

    /// As in a migration.
    private static Stage growth() {
        return stage(
                "growth",
                Shape.LEAN,
                1,
                1,
                List.of(Appends.growth(1_000), Appends.growth(200_000)));
    }

    private static Stage huge() {
        int messages = 1_000_000;
        List<Scenario> all = new ArrayList<>();
        all.addAll(Kinds.reading(messages));
        all.addAll(Kinds.opening(messages));
        all.addAll(Kinds.growing(messages));
        all.addAll(Kinds.starts(messages));
        return stage("folder-1m", Shape.SMALL, messages, 1, all);
    }

    private static Stage connections() {
        List<Scenario> all = new ArrayList<>();
        for (int count : List.of(10, 1_000, 10_000)) {
            all.add(Crowds.memory(count, 50));
        }
        all.add(Crowds.processor(10_000));
        all.add(Crowds.news(10_000));
        return stage("connections", Shape.LEAN, 10, 100 + GROWER, all);
    }

    private static Stage oneCore() {
        Stage two = crowd(50);
        return new Stage(
                "one-core",
                two.box(),
                two.users(),
                ONE_CORE,
                two.scenarios().stream().map(each -> each.under("on one core", "-1core")).toList());
    }

    private static Stage stage(
            String name, Shape shape, int messages, int users, List<Scenario> scenarios) {
        String box = shape.name().toLowerCase(Locale.ROOT) + "-" + messages;
        return new Stage(name, new Box(box, messages, shape, SEED), users, List.of(), scenarios);
    }
}
