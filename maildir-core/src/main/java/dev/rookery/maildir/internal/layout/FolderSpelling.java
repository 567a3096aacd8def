// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.layout;

import dev.rookery.maildir.ModifiedUtf7;

/// How the directories of new folders are spelled. Read is either.
public enum FolderSpelling {
    /// As Dovecot does unless it is told otherwise: `Entw&APw-rfe`.
    MODIFIED_UTF7 {
        @Override
        String spell(String level) {
            return ModifiedUtf7.encode(level);
        }
    },

    /// As Courier does since 5.0, and Dovecot on request: `Entwürfe`. What would be read as
    /// something else is written in modified UTF-7 all the same.
    UTF8 {
        @Override
        String spell(String level) {
            boolean plain = FolderText.readLevel(level).filter(level::equals).isPresent();
            return plain ? level : ModifiedUtf7.encode(level);
        }
    };

    abstract String spell(String level);
}
