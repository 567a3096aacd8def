// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rookery.maildir.InvalidMailboxNameException;
import dev.rookery.maildir.LimitException;
import dev.rookery.maildir.MailLimits;
import dev.rookery.maildir.MailboxName;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubscriptionFileTest {
    @Test
    void beginsAsVersion2() {
        SubscriptionFile file =
                SubscriptionFile.create(Layout.STANDARD)
                        .with(mailbox("inbox"))
                        .with(mailbox("Lists/jäva"));

        assertThat(text(file)).isEqualTo("V\t2\n\nINBOX\nLists\tj&AOQ-va\n");
        assertThat(parse(text(file)).names())
                .containsExactly(mailbox("INBOX"), mailbox("Lists/jäva"));
    }

    @Test
    void takesAnEmptyFileForANewOne() {
        assertThat(text(parse(""))).isEqualTo("V\t2\n\n");
    }

    @Test
    void staysInVersion1() {
        SubscriptionFile file = parse("INBOX\nLists.java\nEntw&APw-rfe\n");

        assertThat(file.names())
                .containsExactly(mailbox("Entwürfe"), mailbox("INBOX"), mailbox("Lists/java"));
        assertThat(text(file.with(mailbox("A/B")).without(mailbox("Lists/java"))))
                .isEqualTo("INBOX\nEntw&APw-rfe\nA.B\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "V\t2\n\nINBOX\n",
                "V\t2\nsome header\n\nINBOX\nA\tB\nA\tC\t\n",
                "V\t2\n\nA\n\u0001t\n\tB\nx.y\na/b\n",
                "INBOX\r\nA..B\n.\n/\nA.\n",
                "Entw\u00C3\u00BCrfe\nbroken \u00FF\n",
                "V2\n",
            })
    void keepsEveryLineAsItWas(String latin1) {
        SubscriptionFile file = parse(latin1);

        assertThat(text(file)).isEqualTo(latin1);
        assertThat(text(file.with(mailbox("Zz")).without(mailbox("Zz")))).isEqualTo(latin1);
    }

    @Test
    void readsUtf8Names() {
        SubscriptionFile file = parse("Entw\u00C3\u00BCrfe\n");

        assertThat(file.names()).containsExactly(mailbox("Entwürfe"));
        assertThat(file.with(mailbox("Entwürfe"))).isSameAs(file);
        assertThat(text(file.without(mailbox("Entwürfe")))).isEmpty();
    }

    @Test
    void toleratesASeparatorAtTheEnd() {
        assertThat(parse("A.B.\n").names()).containsExactly(mailbox("A/B"));
        assertThat(parse("V\t2\n\nA\tB\t\n").names()).containsExactly(mailbox("A/B"));
    }

    @Test
    void toleratesMissingLineEnds() {
        assertThat(text(parse("A\nB"))).isEqualTo("A\nB\n");
        assertThat(text(parse("V\t2").with(mailbox("A")))).isEqualTo("V\t2\n\nA\n");
        assertThat(text(parse("V\t2\n").with(mailbox("A")))).isEqualTo("V\t2\n\nA\n");
    }

    @Test
    void followsTheLayout() {
        Layout fs = new Fs(FolderSpelling.UTF8);
        SubscriptionFile old = SubscriptionFile.parse(bytes("A/b.c\nx.y/\n"), fs).orElseThrow();

        assertThat(old.names()).containsExactly(mailbox("A/b.c"), mailbox("x.y"));
        assertThat(text(old.with(mailbox("d.e/Ü")))).isEqualTo("A/b.c\nx.y/\nd.e/\u00C3\u009C\n");
        assertThat(text(SubscriptionFile.create(fs).with(mailbox("d.e/f"))))
                .isEqualTo("V\t2\n\nd.e\tf\n");
    }

    @Test
    void removesAllSpellingsOfAName() {
        assertThat(text(parse("A\nINBOX\ninbox\nInBox.\n").without(MailboxName.INBOX)))
                .isEqualTo("A\n");
    }

    @Test
    void refusesVersionsToCome() {
        assertThat(SubscriptionFile.parse(bytes("V\t3\n\nA\n"), Layout.STANDARD)).isEmpty();
        assertThat(SubscriptionFile.parse(bytes("V\t22\n\nA\n"), Layout.STANDARD)).isEmpty();
    }

    @Test
    void refusesNamesThatNoFolderCanHave() {
        assertThatExceptionOfType(InvalidMailboxNameException.class)
                .isThrownBy(() -> SubscriptionFile.create(Layout.STANDARD).with(mailbox("a.b")));
    }

    @Test
    void limitsTheNumberOfNames() {
        SubscriptionFile full =
                parse(
                        IntStream.range(0, MailLimits.SUBSCRIPTIONS_MAX)
                                .mapToObj(i -> "folder" + i + "\n")
                                .collect(Collectors.joining()));

        assertThatExceptionOfType(LimitException.class)
                .isThrownBy(() -> full.with(mailbox("one more")));
        assertThat(full.with(mailbox("folder7"))).isSameAs(full);
    }

    @Test
    void readsAnyBytes() {
        Random random = new Random(4);
        for (int i = 0; i < 5_000; i++) {
            byte[] noise = new byte[random.nextInt(40)];
            random.nextBytes(noise);
            SubscriptionFile.parse(noise, Layout.STANDARD)
                    .ifPresent(
                            file -> assertThat(parse(text(file)).names()).isEqualTo(file.names()));
        }
    }

    @Test
    void tellsLinesThatMeanNothingAndLeavesThemOut() {
        SubscriptionFile file = parse("V\t2\nmore\n\nB\n\tC\nA\nB\r\nA\n\nD\r\n\r\n");

        assertThat(file.flaws())
                .containsExactly(
                        new SubscriptionFile.Flaw(5, SubscriptionFile.Flaw.Kind.NO_NAME),
                        new SubscriptionFile.Flaw(7, SubscriptionFile.Flaw.Kind.CARRIAGE_RETURN),
                        new SubscriptionFile.Flaw(8, SubscriptionFile.Flaw.Kind.REPEATED),
                        new SubscriptionFile.Flaw(10, SubscriptionFile.Flaw.Kind.CARRIAGE_RETURN),
                        new SubscriptionFile.Flaw(11, SubscriptionFile.Flaw.Kind.NO_NAME));
        assertThat(text(file.withoutFlaws())).isEqualTo("V\t2\nmore\n\nB\nA\nD\n");
        assertThat(file.withoutFlaws().flaws()).isEmpty();
    }

    @Test
    void countsTheLinesOfVersion1FromTheFirst() {
        assertThat(parse("A\n\nA\n").flaws())
                .containsExactly(new SubscriptionFile.Flaw(3, SubscriptionFile.Flaw.Kind.REPEATED));
        assertThat(parse("A\nB.C\n").flaws()).isEmpty();
    }

    private static SubscriptionFile parse(String latin1) {
        return SubscriptionFile.parse(bytes(latin1), Layout.STANDARD).orElseThrow();
    }

    private static byte[] bytes(String latin1) {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String text(SubscriptionFile file) {
        return new String(file.format(), StandardCharsets.ISO_8859_1);
    }

    private static MailboxName mailbox(String name) {
        return MailboxName.parse(name, '/');
    }
}
