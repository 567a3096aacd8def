// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.rookery.maildir.simulation.FaultPlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// How many annotations there may be, and how long. RFC 5464 §4.3.
@Timeout(120)
class AnnotationLimitsTest extends AnnotatedAccount {
    private static final int ALL_BYTES_MAX = 1 << 20;
    private static final int CLIENTS = 6;

    @Test
    void haveValuesOfLimitedLength() {
        assertThatThrownBy(() -> longValue(MailLimits.ANNOTATION_BYTES_MAX + 1))
                .isInstanceOf(LimitException.class);
        assertThat(longValue(MailLimits.ANNOTATION_BYTES_MAX).sizeBytes())
                .isEqualTo(MailLimits.ANNOTATION_BYTES_MAX);
    }

    @Test
    void areLimitedInEachMailbox() throws IOException {
        account.create(SENT);
        account.annotate(SENT, many(0, ANNOTATIONS_MAX, 1));
        account.annotate(many(0, ANNOTATIONS_MAX, 1));
        assertThatThrownBy(() -> account.annotate(SENT, set(COMMENT, "x")))
                .isInstanceOf(LimitException.class);
        assertThatThrownBy(() -> account.annotate(set(COMMENT, "x")))
                .isInstanceOf(LimitException.class);
        account.annotate(MailboxName.INBOX, set(COMMENT, "x"));
        account.annotate(SENT, set("/private/7", "another"));
        Map<String, Optional<AnnotationValue>> exchange = new HashMap<>(set(COMMENT, "x"));
        exchange.putAll(removed("/private/8"));
        account.annotate(SENT, exchange);
        assertThat(account.annotations(SENT))
                .hasSize(ANNOTATIONS_MAX)
                .containsEntry(COMMENT, value("x"))
                .doesNotContainKey("/private/8");
    }

    @Test
    void areSetAllOrNone() throws IOException {
        account.create(SENT);
        account.annotate(SENT, set(COMMENT, "before"));
        ModSeq before = modSeq(SENT);
        Map<String, Optional<AnnotationValue>> tooMany = many(0, ANNOTATIONS_MAX, 1);
        tooMany.putAll(set(COMMENT, "after"));
        assertThatThrownBy(() -> account.annotate(SENT, tooMany))
                .isInstanceOf(LimitException.class);
        assertThatThrownBy(
                        () -> account.annotate(SENT, many(0, 17, MailLimits.ANNOTATION_BYTES_MAX)))
                .isInstanceOf(LimitException.class);
        assertThatThrownBy(() -> account.annotate(SENT, tooMany, Set.of(SpecialUse.SENT)))
                .isInstanceOf(LimitException.class);
        for (int opening = 1; opening <= 2; opening++) {
            assertThat(account.annotations(SENT)).containsExactly(entry(COMMENT, value("before")));
            assertThat(account.specialUses()).isEmpty();
            assertThat(modSeq(SENT)).isEqualTo(before);
            reopen();
        }
    }

    /// One mebibyte in three places.
    private void fill() throws IOException {
        account.create(SENT);
        account.annotate(SENT, many(0, 8, MailLimits.ANNOTATION_BYTES_MAX));
        account.annotate(MailboxName.INBOX, many(0, 5, MailLimits.ANNOTATION_BYTES_MAX));
        account.annotate(many(0, 3, MailLimits.ANNOTATION_BYTES_MAX));
    }

    @Test
    void areLimitedInAllBytesOfAnAccount() throws IOException {
        fill();
        for (int opening = 1; opening <= 2; opening++) {
            assertThatThrownBy(() -> account.annotate(set(COMMENT, "x")))
                    .isInstanceOf(LimitException.class);
            assertThatThrownBy(() -> account.annotate(SENT, set(COMMENT, "x")))
                    .isInstanceOf(LimitException.class);
            assertThatThrownBy(() -> account.annotate(MailboxName.INBOX, set(COMMENT, "x")))
                    .isInstanceOf(LimitException.class);
            // Needs no room.
            account.annotate(SENT, set("/empty", ""));
            account.annotate(SENT, removed("/empty"));
            checkpoint();
        }
        account.annotate(MailboxName.INBOX, many(0, 1, MailLimits.ANNOTATION_BYTES_MAX - 1));
        account.annotate(SENT, set(COMMENT, "x"));
        assertThatThrownBy(() -> account.annotate(SENT, set(OTHER, "y")))
                .isInstanceOf(LimitException.class);
        account.delete(SENT);
        account.annotate(many(3, 11, MailLimits.ANNOTATION_BYTES_MAX));
        assertThatThrownBy(() -> account.annotate(set(OTHER, "yy")))
                .isInstanceOf(LimitException.class);
        account.annotate(set(OTHER, "y"));
    }

    /// RENAME of INBOX asks nobody.
    @Test
    void mayStayWhereThereAreTooMany() throws IOException {
        fill();
        account.rename(MailboxName.INBOX, POST);
        checkpoint();
        assertThat(account.annotations(POST))
                .hasSize(5)
                .isEqualTo(account.annotations(MailboxName.INBOX));
        assertThatThrownBy(() -> account.annotate(POST, set(COMMENT, "x")))
                .isInstanceOf(LimitException.class);
        account.annotate(POST, removed("/private/0"));
        account.annotate(POST, many(1, 2, MailLimits.ANNOTATION_BYTES_MAX / 2));
        Map<String, Optional<AnnotationValue>> exchange =
                new HashMap<>(many(9, 10, MailLimits.ANNOTATION_BYTES_MAX));
        exchange.putAll(removed("/private/2"));
        account.annotate(POST, exchange);
        assertThat(account.annotations(POST))
                .containsOnlyKeys("/private/1", "/private/3", "/private/4", "/private/9");
        assertThatThrownBy(() -> account.annotate(SENT, set(COMMENT, "x")))
                .isInstanceOf(LimitException.class);
        assertThat(bytes()).isGreaterThan(ALL_BYTES_MAX);
    }

    private long bytes() throws IOException {
        long bytes = bytes(account.annotations());
        for (MailboxName each : account.mailboxes()) {
            bytes += bytes(account.annotations(each));
        }
        return bytes;
    }

    private static long bytes(SortedMap<String, AnnotationValue> annotations) {
        return annotations.values().stream().mapToLong(AnnotationValue::sizeBytes).sum();
    }

    @Test
    void areNotChangedOnAFullDisk() throws IOException {
        account.create(SENT);
        account.annotate(SENT, set(COMMENT, "before"));
        disk.plan(FaultPlan.diskFull());
        int written = 0;
        boolean full = false;
        while (!full) {
            try {
                account.annotate(SENT, many(written, written + 1, 5_000));
                written++;
            } catch (NoSpaceException refused) {
                full = true;
            }
        }
        assertThat(account.annotations(SENT)).hasSize(written + 1);
        disk.plan(FaultPlan.HEALTHY);
        account.annotate(SENT, set(OTHER, "after"));
        reopen();
        assertThat(account.annotations(SENT))
                .hasSize(written + 2)
                .containsEntry(COMMENT, value("before"))
                .containsEntry(OTHER, value("after"));
    }

    /// However many want the last room.
    @Test
    void areLimitedForAllClientsTogether() throws Exception {
        account.create(SENT);
        List<Callable<Integer>> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            int client = i;
            clients.add(() -> {
                int done = 0;
                for (int n = 0; n < ANNOTATIONS_MAX / 2; n++) {
                    try {
                        account.annotate(SENT, set("/of/" + client + "/" + n, "x"));
                        done++;
                    } catch (LimitException full) {
                        assertThat(account.annotations(SENT)).hasSize(ANNOTATIONS_MAX);
                    }
                }
                return done;
            });
        }
        int done = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
            for (Future<Integer> each : threads.invokeAll(clients)) {
                done += each.get();
            }
        }
        assertThat(done).isEqualTo(ANNOTATIONS_MAX);
        ModSeq told = modSeq(SENT);
        assertThat(told.value()).isGreaterThan(ANNOTATIONS_MAX);
        reopen();
        assertThat(account.annotations(SENT)).hasSize(ANNOTATIONS_MAX);
        assertThat(modSeq(SENT)).isEqualTo(told);
    }
}
