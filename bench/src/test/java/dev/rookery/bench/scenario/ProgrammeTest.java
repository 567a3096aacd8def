// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProgrammeTest {
    /// Reports and `--only` know scenarios by name.
    @ParameterizedTest
    @EnumSource(Programme.Length.class)
    void namesAreUnique(Programme.Length length) {
        List<String> names =
                Programme.of(length).stream()
                        .flatMap(stage -> stage.scenarios().stream())
                        .map(scenario -> scenario.facts().name())
                        .toList();
        assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z0-9-]+"));
    }
}
