// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app.config;

/// One thing that is wrong with a configuration.
///
/// @param where file and line, such as `/etc/rookery/rookery.conf:12`
/// @param key its path; empty if it is about no key
public record ConfigFault(String where, String key, String message) {
    @Override
    public String toString() {
        return where + ": " + (key.isEmpty() ? "" : key + ": ") + message;
    }
}
