/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/bus/callers.h"

/* Connections that are remembered: more than a busy desktop has that speak to us. */
#define CALLERS_MAX 256
/* Calls of one connection that wait until the bus has said whose it is: what a bus lets pend. */
#define WAITING_MAX 128

struct _PlCallers {
  PlCallerFunc callback;
  gpointer data;
  GCancellable *cancellable;
  GHashTable *callers; /* unique name, owned: Caller */
};

typedef struct {
  gboolean known;
  uid_t uid;
  GPtrArray *waiting; /* of GDBusMethodInvocation, owned; while not known */
} Caller;

typedef struct {
  PlCallers *callers;
  char *name;
} Question;

static void
caller_free (gpointer data)
{
  Caller *caller = data;

  g_ptr_array_unref (caller->waiting);
  g_free (caller);
}

static gboolean
is_known (gpointer name, gpointer caller, gpointer data)
{
  return ((Caller *)caller)->known;
}

static Caller *
remember (PlCallers *callers, const char *name)
{
  Caller *caller = g_new0 (Caller, 1);

  if (g_hash_table_size (callers->callers) >= CALLERS_MAX)
    g_hash_table_foreach_remove (callers->callers, is_known, NULL);
  caller->waiting = g_ptr_array_new ();
  g_hash_table_insert (callers->callers, g_strdup (name), caller);
  return caller;
}

static void
answer_waiting (PlCallers *callers, Caller *caller)
{
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&caller->waiting);
  gboolean known = caller->known;
  uid_t uid = caller->uid;

  caller->waiting = g_ptr_array_new ();
  for (guint i = 0; i < waiting->len; i++)
    callers->callback (waiting->pdata[i], known, uid, callers->data);
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Question *question = data;
  g_autofree char *name = question->name;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlCallers *callers = question->callers;
  Caller *caller = g_hash_table_lookup (callers->callers, name);
  if (reply != NULL) {
    g_variant_get (reply, "(u)", &caller->uid);
    caller->known = TRUE;
  }
  answer_waiting (callers, caller);
  if (reply == NULL)
    g_hash_table_remove (callers->callers, name);
}

static void
ask (PlCallers *callers, GDBusConnection *connection, const char *name)
{
  Question *question = g_new (Question, 1);

  *question = (Question){ callers, g_strdup (name) };
  g_dbus_connection_call (connection, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                          "org.freedesktop.DBus", "GetConnectionUnixUser",
                          g_variant_new ("(s)", name), G_VARIANT_TYPE ("(u)"),
                          G_DBUS_CALL_FLAGS_NONE, -1, callers->cancellable, on_answer, question);
}

void
pl_callers_identify (PlCallers *callers, GDBusMethodInvocation *invocation)
{
  const char *name = g_dbus_method_invocation_get_sender (invocation);
  Caller *caller = g_hash_table_lookup (callers->callers, name);

  if (caller != NULL && caller->known) {
    callers->callback (invocation, TRUE, caller->uid, callers->data);
    return;
  }
  if (caller == NULL) {
    caller = remember (callers, name);
    ask (callers, g_dbus_method_invocation_get_connection (invocation), name);
  }
  if (caller->waiting->len < WAITING_MAX)
    g_ptr_array_add (caller->waiting, invocation);
  else
    callers->callback (invocation, FALSE, 0, callers->data);
}

PlCallers *
pl_callers_new (PlCallerFunc callback, gpointer data)
{
  PlCallers *callers = g_new0 (PlCallers, 1);

  callers->callback = callback;
  callers->data = data;
  callers->cancellable = g_cancellable_new ();
  callers->callers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, caller_free);
  return callers;
}

void
pl_callers_free (PlCallers *callers)
{
  GHashTableIter iter;
  gpointer caller;

  if (callers == NULL)
    return;
  g_cancellable_cancel (callers->cancellable);
  g_object_unref (callers->cancellable);
  g_hash_table_iter_init (&iter, callers->callers);
  while (g_hash_table_iter_next (&iter, NULL, &caller))
    answer_waiting (callers, caller);
  g_hash_table_unref (callers->callers);
  g_free (callers);
}

GPtrArray *
pl_callers_of (const PlCallers *callers, uid_t uid)
{
  GPtrArray *names = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer name, caller;

  g_hash_table_iter_init (&iter, callers->callers);
  while (g_hash_table_iter_next (&iter, &name, &caller))
    if (((Caller *)caller)->known && ((Caller *)caller)->uid == uid)
      g_ptr_array_add (names, name);
  return names;
}
