// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.model;

/// What holds whatever happens.
enum Invariant {
    I1("an acknowledged message is listed and byte-identical"),
    I2("no unacknowledged message is visible, in whole or in part"),
    I3("(UIDVALIDITY, UID) names one content forever"),
    I4("UIDs ascend in the order of arrival"),
    I5("acknowledged flags, keywords, expunges, moves, folder changes and subscriptions hold"),
    I6("HIGHESTMODSEQ never falls, and each change has a greater mod-sequence"),
    I7("a message that moves is in the source or the target, and in one of them only"),
    I8("reports of arrivals and expunges give each session a consistent map"),
    I9("size, date and structure of a message never change"),
    I10("a UIDVALIDITY belongs to one mailbox, and new ones are greater than all before"),
    I11("no descriptor, no lock and no draft is left behind"),
    I12("the quota is what a recount finds");

    private final String sentence;

    Invariant(String sentence) {
        this.sentence = sentence;
    }

    /// @throws AssertionError naming the invariant, unless `holds`
    void require(boolean holds, String format, Object... arguments) {
        if (!holds) {
            throw broken(format, arguments);
        }
    }

    @SuppressWarnings("AnnotateFormatMethod")
    AssertionError broken(String format, Object... arguments) {
        return new AssertionError(name() + " (" + sentence + "): " + format.formatted(arguments));
    }
}
