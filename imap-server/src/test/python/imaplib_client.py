# SPDX-License-Identifier: Apache-2.0
# Copyright 2026 The Rookery authors
"""One thing done with imaplib: PORT CERTIFICATE USER PASSWORD WHAT ARGUMENTS.

Names of folders come and go in UTF-8, which imaplib speaks after ENABLE. It then puts the bytes of
a message that it appends into parentheses, with no literal8 before them; so append goes without,
and has its folder in modified UTF-7.
"""

import imaplib
import pathlib
import re
import ssl
import sys

FLAGS = {"F": "\\Flagged", "R": "\\Answered", "S": "\\Seen"}


def quoted(folder):
    return '"' + folder + '"'


def must(answer):
    status, lines = answer
    if status != "OK":
        raise SystemExit(f"{status} {lines}")
    return lines


def named(flags):
    return "(" + " ".join(FLAGS[letter] for letter in flags) + ")"


def folders(imap):
    for line in must(imap.list()):
        print(re.fullmatch(rb'\([^)]*\) "\." "?(.*?)"?', line).group(1).decode())


def messages(imap, folder, directory):
    """Writes all messages as files of a Maildir."""
    must(imap.select(quoted(folder), readonly=True))
    for part in must(imap.uid("FETCH", "1:*", "(FLAGS BODY.PEEK[])")):
        if isinstance(part, tuple):
            uid = re.search(rb"UID (\d+)", part[0]).group(1).decode()
            flags = [flag.decode() for flag in imaplib.ParseFlags(part[0])]
            letters = "".join(letter for letter, name in FLAGS.items() if name in flags)
            pathlib.Path(directory, "cur", f"{uid}:2,{letters}").write_bytes(part[1])


def uid_of(imap, folder, number):
    must(imap.select(quoted(folder)))
    found = must(imap.uid("SEARCH", "HEADER", "Message-ID", f"<{number}@generated.test>"))
    return found[0].decode()


def flag(imap, folder, number, flags):
    must(imap.uid("STORE", uid_of(imap, folder, number), "FLAGS", named(flags)))


def expunge(imap, folder, number):
    must(imap.uid("STORE", uid_of(imap, folder, number), "+FLAGS", "(\\Deleted)"))
    must(imap.expunge())


def append(imap, folder, file):
    must(imap.append(quoted(folder), None, None, pathlib.Path(file).read_bytes()))


def create(imap, folder):
    must(imap.create(quoted(folder)))


def rename(imap, folder, to):
    must(imap.rename(quoted(folder), quoted(to)))


def delete(imap, folder):
    must(imap.delete(quoted(folder)))


def main(port, certificate, user, password, what, *arguments):
    trusted = ssl.create_default_context(cafile=certificate)
    with imaplib.IMAP4_SSL("localhost", int(port), ssl_context=trusted, timeout=60) as imap:
        must(imap.login(user, password))
        if what != "append":
            must(imap.enable("UTF8=ACCEPT"))
        globals()[what](imap, *arguments)


main(*sys.argv[1:])
