/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/app/client-call.h"

#include "gui/app/agent-call.h"

static void
call (PlClient *client, const PlAgentQuestion *question, GTask *task)
{
  pl_agent_call (pl_client_get_connection (client), question, task);
}

void
pl_client_call (PlClient *client,
                const char *method,
                GVariant *arguments,
                GCancellable *cancellable,
                GAsyncReadyCallback callback,
                gpointer data)
{
  call (client, &(PlAgentQuestion){ "Child", method, arguments, -1 },
        g_task_new (client, cancellable, callback, data));
}

void
pl_client_call_with_file (PlClient *client,
                          const char *method,
                          GVariant *arguments,
                          int file,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer data)
{
  call (client, &(PlAgentQuestion){ "Child", method, arguments, file },
        g_task_new (client, cancellable, callback, data));
}

void
pl_client_call_staff (PlClient *client,
                      const char *interface,
                      const char *method,
                      GVariant *arguments,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer data)
{
  call (client, &(PlAgentQuestion){ interface, method, arguments, -1 },
        g_task_new (client, cancellable, callback, data));
}

void
pl_client_call_staff_with_file (PlClient *client,
                                const char *interface,
                                const char *method,
                                GVariant *arguments,
                                int file,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer data)
{
  call (client, &(PlAgentQuestion){ interface, method, arguments, file },
        g_task_new (client, cancellable, callback, data));
}

GVariant *
pl_client_call_finish (PlClient *client, GAsyncResult *result, GError **error)
{
  return pl_agent_call_finish (result, error);
}

char *
pl_client_call_words (GAsyncResult *result, GError **error)
{
  return pl_agent_call_words (result, error);
}
