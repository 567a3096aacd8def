// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.bench.corpus;

/// How many messages of a box have the needle.
///
/// @param subject in the decoded `Subject`
/// @param from in `From`
/// @param body in a decoded text part
/// @param anywhere in the header or in a text part
/// @param uidSum of these messages, if UIDs count from 1
public record NeedleCount(
        Needle needle, int subject, int from, int body, int anywhere, long uidSum) {
    static NeedleCount of(Needle needle, int count, long uidSum) {
        Needle.Kind kind = needle.kind();
        return new NeedleCount(
                needle,
                kind == Needle.Kind.SUBJECT ? count : 0,
                kind == Needle.Kind.FROM ? count : 0,
                kind.isInBody() ? count : 0,
                count,
                uidSum);
    }
}
