/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/ctl/agent-client.h"

#include <gio/gunixfdlist.h>
#include <unistd.h>

#include "policy/care/words-file.h"
#include "policy/error.h"

#define NAME "org.porchlight.Agent1"
#define PATH "/org/porchlight/Agent1"

/* The codes by which the agent's errors are known on the bus (policy/dbus). */
static const struct {
  const char *name;
  PlError code;
} codes[] = {
  { "org.porchlight.Error.Argument", PL_ERROR_ARGUMENT },
  { "org.porchlight.Error.Refused", PL_ERROR_REFUSED },
  { "org.porchlight.Error.IO", PL_ERROR_IO },
  { "org.porchlight.Error.Limit", PL_ERROR_LIMIT },
  { "org.porchlight.Error.Unsupported", PL_ERROR_UNSUPPORTED },
  { "org.porchlight.Error.Denied", PL_ERROR_DENIED },
  { "org.freedesktop.DBus.Error.AccessDenied", PL_ERROR_DENIED },
};

static void
translate (GError *foreign, GError **error)
{
  g_autofree char *name = g_dbus_error_get_remote_error (foreign);
  PlError code = PL_ERROR_FAILED;

  if (g_error_matches (foreign, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN) ||
      g_error_matches (foreign, G_DBUS_ERROR, G_DBUS_ERROR_NAME_HAS_NO_OWNER)) {
    g_set_error_literal (error, PL_ERROR, PL_ERROR_FAILED, "the agent is not running");
    return;
  }
  for (gsize i = 0; name != NULL && i < G_N_ELEMENTS (codes); i++)
    if (g_str_equal (codes[i].name, name))
      code = codes[i].code;
  g_dbus_error_strip_remote_error (foreign);
  g_set_error_literal (error, PL_ERROR, code, foreign->message);
}

GVariant *
pl_ctl_call_agent (const char *interface,
                   const char *method,
                   GVariant *arguments,
                   const char *reply_type,
                   GError **error)
{
  g_autofree char *full = g_strconcat (NAME, interface, NULL);
  g_autoptr (GError) foreign = NULL;
  g_autoptr (GVariant) taken = arguments != NULL ? g_variant_ref_sink (arguments) : NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SYSTEM, NULL, &foreign);
  GVariant *reply = NULL;

  if (bus != NULL)
    reply = g_dbus_connection_call_sync (
        bus, NAME, PATH, full, method, taken, G_VARIANT_TYPE (reply_type),
        G_DBUS_CALL_FLAGS_ALLOW_INTERACTIVE_AUTHORIZATION, G_MAXINT, NULL, &foreign);
  if (reply == NULL)
    translate (foreign, error);
  return reply;
}

GVariant *
pl_ctl_call_agent_with_file (const char *interface,
                             const char *method,
                             GVariant *arguments,
                             int fd,
                             const char *reply_type,
                             GError **error)
{
  g_autofree char *full = g_strconcat (NAME, interface, NULL);
  g_autoptr (GError) foreign = NULL;
  g_autoptr (GUnixFDList) files = g_unix_fd_list_new ();
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SYSTEM, NULL, &foreign);
  GVariant *reply = NULL;

  if (bus != NULL && g_unix_fd_list_append (files, fd, &foreign) == 0)
    reply = g_dbus_connection_call_with_unix_fd_list_sync (
        bus, NAME, PATH, full, method, arguments, G_VARIANT_TYPE (reply_type),
        G_DBUS_CALL_FLAGS_ALLOW_INTERACTIVE_AUTHORIZATION, G_MAXINT, files, NULL, NULL, &foreign);
  if (reply == NULL)
    translate (foreign, error);
  return reply;
}

static guint8 *
read_words (GUnixFDList *files, GError **error)
{
  g_autoptr (GError) foreign = NULL;
  int fd = files != NULL ? g_unix_fd_list_get (files, 0, &foreign) : -1;
  gsize length;

  if (fd == -1) {
    g_set_error_literal (error, PL_ERROR, PL_ERROR_FAILED, "the agent gave no words");
    return NULL;
  }
  guint8 *words = pl_words_file_read (fd, &length, error);
  close (fd);
  return words;
}

GVariant *
pl_ctl_call_agent_for_words (const char *interface,
                             const char *method,
                             GVariant *arguments,
                             const char *reply_type,
                             char **words,
                             GError **error)
{
  g_autofree char *full = g_strconcat (NAME, interface, NULL);
  g_autoptr (GError) foreign = NULL;
  g_autoptr (GUnixFDList) files = NULL;
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GVariant) taken = g_variant_ref_sink (arguments);
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SYSTEM, NULL, &foreign);

  if (bus != NULL)
    reply = g_dbus_connection_call_with_unix_fd_list_sync (
        bus, NAME, PATH, full, method, taken, G_VARIANT_TYPE (reply_type),
        G_DBUS_CALL_FLAGS_ALLOW_INTERACTIVE_AUTHORIZATION, G_MAXINT, NULL, &files, NULL, &foreign);
  if (reply == NULL) {
    translate (foreign, error);
    return NULL;
  }
  *words = (char *)read_words (files, error);
  return *words != NULL ? g_steal_pointer (&reply) : NULL;
}
