// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.sync;

import dev.rookery.maildir.internal.filename.MessageFileName;

/// A file that lies in a folder and has the name of a message.
public record Found(MessageFileName name, boolean inNew) {}
