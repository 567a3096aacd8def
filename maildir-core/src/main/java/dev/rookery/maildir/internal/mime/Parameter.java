// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.mime;

/// One parameter of a MIME field, name and value as sent.
record Parameter(String name, String value) {}
