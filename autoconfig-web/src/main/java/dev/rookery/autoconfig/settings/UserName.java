// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.autoconfig.settings;

/// What people type as their user name, as a placeholder that each client fills in. Answers hold no
/// name of anybody, so they tell nobody who has a mailbox.
public enum UserName {
    ADDRESS("%EMAILADDRESS%"),
    LOCAL_PART("%EMAILLOCALPART%");

    private final String placeholder;

    UserName(String placeholder) {
        this.placeholder = placeholder;
    }

    public String placeholder() {
        return placeholder;
    }
}
