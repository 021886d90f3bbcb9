/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/app/agent-call.h"

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

static gboolean
is_child (const PlAgentQuestion *question)
{
  return g_str_equal (question->interface, "Child");
}

void
pl_agent_call (GDBusConnection *connection, const PlAgentQuestion *question, GTask *task)
{
  g_autoptr (GVariant) arguments =
      question->arguments != NULL ? g_variant_ref_sink (question->arguments) : NULL;
  g_autoptr (GUnixFDList) files =
      question->file != -1 ? g_unix_fd_list_new_from_array (&question->file, 1) : NULL;
  g_autofree char *interface = g_strconcat (PL_AGENT_NAME ".", question->interface, NULL);
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

GVariant *
pl_agent_call_finish (GAsyncResult *result, GError **error)
{
  GVariant *reply = g_task_propagate_pointer (G_TASK (result), error);

  if (reply == NULL && error != NULL)
    g_dbus_error_strip_remote_error (*error);
  return reply;
}

char *
pl_agent_call_words (GAsyncResult *result, GError **error)
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
