// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class HashingPoolTest {
    private static final String SMALL =
            "$argon2id$v=19$m=1024,t=1,p=1$vJ2vJWgwyRm68GB7bV3C+g$vJ2vJWgwyRm68GB7bV3C+g";

    @Test
    void refusesWhatDoesNotFitIntoMemory() {
        try (HashingPool pool = new HashingPool(1, 1023)) {
            assertThat(pool.fault(SMALL)).get().asString().contains("memory");
            assertThat(pool.fault("{PLAIN}x")).isEmpty();
            assertThat(pool.fault("{SSHA}x")).isPresent();
        }
    }

    @Test
    void serialisesWhatDoesNotFitTogether() throws Exception {
        PasswordHash hash = PasswordSchemes.parse(SMALL);
        try (HashingPool pool = new HashingPool(4, 1500);
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(pool.fault(SMALL)).isEmpty();
            List<Future<Boolean>> answers = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                answers.add(callers.submit(() -> pool.matches(hash, Secret.of("x"))));
            }
            for (Future<Boolean> answer : answers) {
                assertThat(answer.get()).isFalse();
            }
        }
    }
}
