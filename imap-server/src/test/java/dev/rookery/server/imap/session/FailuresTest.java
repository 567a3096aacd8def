// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.rookery.maildir.AccountInUseException;
import dev.rookery.maildir.InvalidMailboxNameException;
import dev.rookery.maildir.LimitException;
import dev.rookery.maildir.MailboxExistsException;
import dev.rookery.maildir.MailboxName;
import dev.rookery.maildir.MessageExpungedException;
import dev.rookery.maildir.NoSpaceException;
import dev.rookery.maildir.NoSuchMailboxException;
import dev.rookery.maildir.QuotaExceededException;
import dev.rookery.maildir.QuotaExceededException.Resource;
import dev.rookery.maildir.Uid;
import dev.rookery.server.imap.response.Responses.Condition;
import dev.rookery.server.observe.Event;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailuresTest {
    private final List<Event> events = new ArrayList<>();
    private final Failures failures = new Failures(events::add);

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments(new NoSuchMailboxException(MailboxName.INBOX), "NONEXISTENT"),
                arguments(new MailboxExistsException(MailboxName.INBOX), "ALREADYEXISTS"),
                arguments(new InvalidMailboxNameException("x"), "CANNOT"),
                arguments(new AccountInUseException("x"), "INUSE"),
                arguments(new MessageExpungedException(Uid.FIRST), "EXPUNGEISSUED"),
                arguments(new LimitException("x"), "LIMIT"),
                arguments(new QuotaExceededException(Resource.STORAGE, 3, 2, 2), "OVERQUOTA"),
                arguments(Refusal.no("TRYCREATE", "x"), "TRYCREATE"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void answersRefusalsWithACode(RuntimeException refusal, String code) throws Exception {
        Outcome.Finished outcome = fail(refusal);
        assertThat(outcome.status().condition()).isEqualTo(Condition.NO);
        assertThat(outcome.status().code()).isEqualTo(code);
        assertThat(events).isEmpty();
    }

    @Test
    void saysThatTheDiskIsFull() throws Exception {
        Outcome.Finished outcome = fail(new NoSpaceException("/srv/vmail/anna"));
        assertThat(outcome.status().code()).isEqualTo("LIMIT");
        assertThat(outcome.status().text()).contains("disk is full").doesNotContain("anna");
        assertThat(events).hasOnlyElementsOfType(Event.StorageTrouble.class).hasSize(1);
    }

    @Test
    void hidesWhatIsWrongWithTheDisk() throws Exception {
        Outcome.Finished outcome = fail(new IOException("/srv/vmail/anna: input/output error"));
        assertThat(outcome.status().code()).isEqualTo("UNAVAILABLE");
        assertThat(outcome.status().text()).doesNotContain("anna");
        assertThat(events).hasOnlyElementsOfType(Event.StorageTrouble.class).hasSize(1);
    }

    @Test
    void letsBugsAndLostClientsPass() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> fail(new IllegalStateException()));
        assertThatExceptionOfType(ConnectionBrokenException.class)
                .isThrownBy(() -> fail(new ConnectionBrokenException("gone", new IOException())));
    }

    private Outcome.Finished fail(Exception failure) throws ConnectionBrokenException {
        Outcome outcome =
                failures.guard(
                        "a test",
                        () -> {
                            switch (failure) {
                                case IOException trouble -> throw trouble;
                                case RuntimeException refusal -> throw refusal;
                                default -> throw new AssertionError(failure);
                            }
                        });
        return (Outcome.Finished) outcome;
    }
}
