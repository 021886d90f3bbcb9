/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What is asked of the agent. */
typedef struct {
  const char *interface; /* the last part */
  const char *method;
  GVariant *arguments; /* floating, nullable */
  int file;            /* a descriptor that the arguments name as handle 0; -1: none; taken */
} PlAgentQuestion;

/*
 * Asks it on a bus where the agent can be called; connection NULL: it is away, and the task fails with
 * G_IO_ERROR_NOT_CONNECTED. task: taken; its cancellable ends the call. Where the question is for staff, the person may be
 * asked for their password meanwhile.
 */
void pl_agent_call (GDBusConnection *connection, const PlAgentQuestion *question, GTask *task);

/* The reply, transfer full, or NULL and an error whose message is the agent's own sentence. */
GVariant *pl_agent_call_finish (GAsyncResult *result, GError **error);

/* The words that came in a file beside the reply (policy/care/words-file.h): sodium_free, with a NUL after them. */
char *pl_agent_call_words (GAsyncResult *result, GError **error);

G_END_DECLS
