// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.app.config;

/// A key there is.
///
/// @param path with `[]` for each element of a list, and `<name>` for names the admin chooses
/// @param type in words
/// @param fallback what holds when the key is not set, as it would be written
public record KeyDoc(String path, String type, String fallback) {}
