// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

/// How folder names lie on disk, and which folders are subscribed.
@NullMarked
package dev.rookery.maildir.internal.layout;

import org.jspecify.annotations.NullMarked;
