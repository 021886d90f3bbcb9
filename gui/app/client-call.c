/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/app/client-call.h"

#include <gio/gunixfdlist.h>
#include <unistd.h>

#include "gui/app/agent-bus.h"
#include "policy/care/words-file.h"
#include "policy/error.h"

/* How long a call may take before the screen says that nobody answers. */
#define CALL_MS 10000
/* The same where the person may be typing a password. */
#define STAFF_CALL_MS (5 * 60 * 1000)

/* What came beside the reply, on its task. */
#define FILES "files"

static void
on_replied (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  GUnixFDList *files = NULL;
  GVariant *reply = g_dbus_connection_call_with_unix_fd_list_finish (G_DBUS_CONNECTION (source),
                                                                     &files, result, &error);

  g_object_set_data_full (G_OBJECT (task), FILES, files, g_object_unref);
  if (reply != NULL)
    g_task_return_pointer (task, reply, (GDestroyNotify)g_variant_unref);
  else
    g_task_return_error (task, error);
}

/* What is asked of the agent. */
typedef struct {
  const char *interface; /* the last part */
  const char *method;
  GVariant *arguments; /* floating, nullable */
  int file;            /* -1: none; taken */
} Question;

static gboolean
is_child (const Question *question)
{
  return g_str_equal (question->interface, "Child");
}

static void
call (PlClient *client, const Question *question, GTask *task)
{
  g_autoptr (GVariant) arguments =
      question->arguments != NULL ? g_variant_ref_sink (question->arguments) : NULL;
  g_autoptr (GUnixFDList) files =
      question->file != -1 ? g_unix_fd_list_new_from_array (&question->file, 1) : NULL;
  g_autofree char *interface = g_strconcat (PL_AGENT_NAME ".", question->interface, NULL);
  GDBusConnection *connection = pl_client_get_connection (client);
  GDBusCallFlags flags = G_DBUS_CALL_FLAGS_NO_AUTO_START;

  if (connection == NULL) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED, "the agent is away");
    g_object_unref (task);
    return;
  }
  if (!is_child (question))
    flags |= G_DBUS_CALL_FLAGS_ALLOW_INTERACTIVE_AUTHORIZATION;
  g_dbus_connection_call_with_unix_fd_list (connection, PL_AGENT_NAME, PL_AGENT_PATH, interface,
                                            question->method, arguments, NULL, flags,
                                            is_child (question) ? CALL_MS : STAFF_CALL_MS, files,
                                            g_task_get_cancellable (task), on_replied, task);
}

void
pl_client_call (PlClient *client,
                const char *method,
                GVariant *arguments,
                GCancellable *cancellable,
                GAsyncReadyCallback callback,
                gpointer data)
{
  call (client, &(Question){ "Child", method, arguments, -1 },
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
  call (client, &(Question){ "Child", method, arguments, file },
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
  call (client, &(Question){ interface, method, arguments, -1 },
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
  call (client, &(Question){ interface, method, arguments, file },
        g_task_new (client, cancellable, callback, data));
}

GVariant *
pl_client_call_finish (PlClient *client, GAsyncResult *result, GError **error)
{
  GVariant *reply = g_task_propagate_pointer (G_TASK (result), error);

  if (reply == NULL && error != NULL)
    g_dbus_error_strip_remote_error (*error);
  return reply;
}

char *
pl_client_call_words (GAsyncResult *result, GError **error)
{
  GUnixFDList *files = g_object_get_data (G_OBJECT (result), FILES);
  int file = files != NULL ? g_unix_fd_list_get (files, 0, NULL) : -1;
  gsize length;

  if (file == -1) {
    g_set_error_literal (error, PL_ERROR, PL_ERROR_FAILED, "no words came");
    return NULL;
  }
  char *words = (char *)pl_words_file_read (file, &length, error);
  close (file);
  return words;
}

/* What came of it. */

gboolean
pl_client_is_away_error (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_NO_REPLY);
}

gboolean
pl_client_is_denied_error (const GError *error)
{
  return g_error_matches (error, PL_ERROR, PL_ERROR_DENIED) ||
         g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_ACCESS_DENIED);
}

gboolean
pl_client_is_unproven_error (const GError *error)
{
  return g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_ACCESS_DENIED);
}

/* What the agent answers comes back as the error that it was there. */
void
pl_client_know_errors (void)
{
  static const GDBusErrorEntry errors[] = {
    { PL_ERROR_FAILED, "org.porchlight.Error.Failed" },
    { PL_ERROR_ARGUMENT, "org.porchlight.Error.Argument" },
    { PL_ERROR_REFUSED, "org.porchlight.Error.Refused" },
    { PL_ERROR_IO, "org.porchlight.Error.IO" },
    { PL_ERROR_LIMIT, "org.porchlight.Error.Limit" },
    { PL_ERROR_UNSUPPORTED, "org.porchlight.Error.Unsupported" },
    { PL_ERROR_DENIED, "org.porchlight.Error.Denied" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (errors); i++)
    g_dbus_error_register_error (PL_ERROR, errors[i].error_code, errors[i].dbus_error_name);
}
