// SPDX-License-Identifier: Apache-2.0
// Copyright 2026 The Rookery authors

package dev.rookery.server.imap.session;

import dev.rookery.maildir.Account;
import dev.rookery.maildir.Deliveries;
import dev.rookery.maildir.Delivery;
import dev.rookery.maildir.Mailbox;
import dev.rookery.maildir.Message;
import dev.rookery.maildir.MessageReader;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;

/// Real mail on a disk that fails in one method, wherever below the account it is called.
final class Sabotage {
    private static final List<Class<?>> TYPES =
            List.of(
                    Account.class,
                    Mailbox.class,
                    MessageReader.class,
                    Deliveries.class,
                    Delivery.class,
                    Message.class);

    private final String method;
    private final Throwable failure;

    private Sabotage(String method, Throwable failure) {
        this.method = method;
        this.failure = failure;
    }

    /// @param method such as `Mailbox.deliver`
    static Account of(Account account, String method, Throwable failure) {
        return new Sabotage(method, failure).wrap(Account.class, account);
    }

    /// Every section breaks off after half of its bytes.
    static Account ofReading(Account account, IOException failure) {
        return new Sabotage("Content.writeTo", failure).wrap(Account.class, account);
    }

    private <T> T wrap(Class<T> type, T real) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        (_, called, arguments) -> call(type, real, called, arguments)));
    }

    private Object call(Class<?> type, Object real, Method called, Object[] arguments)
            throws Throwable {
        if (method.equals(type.getSimpleName() + "." + called.getName())) {
            throw failure;
        }
        try {
            return wrapped(called.invoke(real, arguments));
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    private Object wrapped(Object result) {
        for (Class<?> type : TYPES) {
            if (type.isInstance(result)) {
                return wrapAs(type, result);
            }
        }
        if (method.equals("Content.writeTo")
                && result instanceof Optional<?> optional
                && optional.isPresent()
                && optional.get() instanceof Message.Content content) {
            return Optional.of(new HalfContent(content, failure));
        }
        return result;
    }

    private <T> T wrapAs(Class<T> type, Object real) {
        return wrap(type, type.cast(real));
    }

    private record HalfContent(Message.Content whole, Throwable failure)
            implements Message.Content {
        @Override
        public long sizeBytes() {
            return whole.sizeBytes();
        }

        @Override
        public void writeTo(OutputStream out, long offsetBytes, long lengthBytes)
                throws IOException {
            whole.writeTo(out, offsetBytes, lengthBytes / 2);
            throw new IOException(failure);
        }
    }
}
