// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.bench.contender.Contender;
import dev.rookery.bench.result.Absence;
import dev.rookery.bench.scenario.Programme;
import dev.rookery.bench.scenario.Stage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SelectionTest {
    private static final List<Stage> ALL = Programme.of(Programme.Length.NORMAL);

    @Test
    void choosesByTheBeginningOfNames() {
        assertThat(Selection.of(ALL, List.of("folder-1k"), List.of("select-", "store")))
                .singleElement()
                .satisfies(stage ->
                        assertThat(stage.scenarios())
                                .isNotEmpty()
                                .allMatch(it -> it.facts().name().matches("(select-|store).*")));
    }

    @Test
    void choosesAllOfThemUnlessAsked() {
        assertThat(Selection.of(ALL, List.of(), List.of())).isEqualTo(ALL);
    }

    @Test
    void refusesWhatChoosesNothing() {
        assertThatThrownBy(() -> Selection.of(ALL, List.of(), List.of("nothing")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--list");
    }

    @Test
    void refusesANameThatChoosesNothingBesideOneThatDoes() {
        assertThatThrownBy(() -> Selection.of(ALL, List.of(), List.of("select", "selcet")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("\"selcet\"");
        assertThatThrownBy(() -> Selection.of(ALL, List.of(), List.of("")))
                .isInstanceOf(UsageException.class);
    }

    @Test
    void refusesAStageThatThereIsNot() {
        assertThatThrownBy(() -> Selection.of(ALL, List.of("folder-2"), List.of()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("folder-100k");
    }

    @Test
    void refusesAContenderThatThereIsNot() {
        assertThatThrownBy(() ->
                        Selection.contenders(
                                List.of(new Present("a")), Set.of("b"), new ArrayList<>()))
                .isInstanceOf(UsageException.class)
                .hasMessage("no contender is called \"b\"; there are a");
    }

    @Test
    void saysWhyAWantedContenderIsAbsent() throws IOException {
        List<Absence> absences = new ArrayList<>();
        Present a = new Present("a");
        List<Contender> all = List.of(a, absent("b"), absent("c"));
        assertThat(Selection.contenders(all, Set.of("a", "b"), absences))
                .containsExactly(Map.entry(a, "a 1.0"));
        assertThat(absences).containsExactly(new Absence("b", "install it"));
    }

    @Test
    void refusesToRunWithNobody() {
        List<Contender> all = List.of(new Present("a"), absent("b"));
        assertThatThrownBy(() -> Selection.contenders(all, Set.of("b"), new ArrayList<>()))
                .isInstanceOf(StoppedException.class)
                .hasMessageContaining("b: install it");
    }

    private static Contender absent(String name) {
        return new Present(name, Optional.of("install it"));
    }
}
