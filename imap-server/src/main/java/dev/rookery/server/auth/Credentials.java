// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.auth;

/// A login name and the password that came with it.
public record Credentials(String login, Secret password) {}
