// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors
//
// One step of a mail program made of imapflow; prints what it saw as JSON.
//     node client.js PORT USER STEP [ARGUMENT ...]
'use strict';

const { once } = require('node:events');
const { ImapFlow } = require('imapflow');

const [port, user, step, ...given] = process.argv.slice(2);

// What imapflow would write into its log: it goes on, often in another way, where a server fails it.
const complaints = [];
const complain = complaint => complaints.push(complaint);
const quiet = () => {};
const logger = { trace: quiet, debug: quiet, info: quiet, warn: complain, error: complain };

async function connected(options) {
    const client = new ImapFlow({
        host: 'localhost',
        port: Number(port),
        secure: true,
        auth: { user, pass: 'secret' },
        qresync: true,
        logger,
        ...options
    });
    await client.connect();
    return client;
}

// What a client keeps of a mailbox, to be given to the next sync.
const stateOf = mailbox =>
    JSON.stringify({
        uidValidity: String(mailbox.uidValidity),
        modseq: String(mailbox.highestModseq),
        uidNext: mailbox.uidNext
    });

async function messages(client, range) {
    const found = [];
    const query = { uid: true, flags: true, envelope: true, bodyParts: ['text'] };
    for await (const message of client.fetch(range, query, { uid: true })) {
        found.push({
            uid: message.uid,
            subject: message.envelope.subject,
            flags: [...message.flags],
            text: message.bodyParts.get('text').toString()
        });
    }
    return found;
}

// Without a state everything, else what changed: RFC 7162 §3.2.5.
async function sync(state) {
    const client = await connected();
    if (state === undefined) {
        const mailbox = await client.mailboxOpen('INBOX');
        return { state: stateOf(mailbox), messages: await messages(client, '1:*') };
    }
    const known = JSON.parse(state);
    const changed = {};
    const gone = [];
    client.on('flags', event => (changed[event.uid] = [...event.flags]));
    client.on('expunge', event => gone.push(event.uid));
    const mailbox = await client.mailboxOpen('INBOX', {
        changedSince: BigInt(known.modseq),
        uidValidity: BigInt(known.uidValidity)
    });
    return {
        state: stateOf(mailbox),
        resynced: mailbox.qresync,
        changed: { ...changed },
        gone: [...gone],
        messages: await messages(client, known.uidNext + ':*')
    };
}

// Two clients at once, the first of them in IDLE.
async function watch() {
    const idling = await connected();
    const other = await connected();
    await idling.mailboxOpen('INBOX');
    await other.mailboxOpen('INBOX');
    const heard = [];

    // Whatever is asked next ends an IDLE, so nobody waits for its promise.
    idling.idle();
    const flags = once(idling, 'flags');
    await other.messageFlagsAdd('1', ['\\Seen', 'Later']);
    heard.push([...(await flags)[0].flags]);

    const exists = once(idling, 'exists');
    await other.append('INBOX', 'Subject: second\r\n\r\ntext\r\n');
    heard.push((await exists)[0].count);

    const answered = once(other, 'flags');
    await idling.messageFlagsAdd('2', ['\\Answered']);
    await other.noop();
    heard.push([...(await answered)[0].flags]);

    idling.idle();
    const expunged = once(idling, 'expunge');
    await other.messageDelete('1');
    heard.push((await expunged)[0].uid);
    return { heard };
}

// Each change to the folders, and the list after it.
async function folders(enabling) {
    const client = await connected({ disableAutoEnable: enabling === 'nothing-enabled' });
    const list = async () => (await client.list()).map(folder => folder.path).sort();
    await client.mailboxCreate('Письма');
    await client.mailboxCreate(['Письма', 'Zürich & 東京']);
    await client.mailboxCreate('Post 📬');
    const created = await list();
    await client.append('Post 📬', 'Subject: kept\r\n\r\ntext\r\n');
    await client.mailboxRename('Post 📬', 'Café');
    await client.mailboxRename(['Письма', 'Zürich & 東京'], ['Письма', 'Αθήνα']);
    const renamed = await list();
    const kept = (await client.status('Café', { messages: true })).messages;
    await client.mailboxDelete(['Письма', 'Αθήνα']);
    return { created, renamed, kept, deleted: await list() };
}

// A message of many megabytes there and back.
async function append(megabytes) {
    const client = await connected();
    const line = 'ü'.repeat(35) + '\r\n';
    const body = Buffer.alloc(Number(megabytes) * 1024 * 1024, line);
    const message = Buffer.concat([Buffer.from('Subject: large\r\n\r\n'), body]);
    const date = new Date('2001-02-03T04:05:06Z');
    const { uid } = await client.append('INBOX', message, ['\\Seen', 'Large'], date);
    await client.mailboxOpen('INBOX');
    const query = { source: true, size: true, flags: true, internalDate: true };
    const back = await client.fetchOne(uid, query, { uid: true });
    return {
        sent: message.length,
        size: back.size,
        same: message.equals(back.source),
        flags: [...back.flags].sort(),
        date: back.internalDate
    };
}

const steps = { sync, watch, folders, append };

steps[step](...given).then(
    saw => {
        if (complaints.length > 0) {
            console.error(complaints);
            process.exit(1);
        }
        console.log(JSON.stringify(saw));
        process.exit(0);
    },
    failure => {
        console.error(failure);
        process.exit(1);
    }
);
