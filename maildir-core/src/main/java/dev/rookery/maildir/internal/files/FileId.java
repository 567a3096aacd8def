// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.maildir.internal.files;

/// What a file is, whatever its names: device and inode.
public record FileId(long device, long inode) {}
