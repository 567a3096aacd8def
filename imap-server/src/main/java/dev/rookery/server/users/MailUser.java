// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.users;

import dev.rookery.maildir.AccountLocation;

/// A user who exists: the normalised login and where the mail lies.
public record MailUser(String login, AccountLocation mail) {}
