/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/bus/gate.h"

#include "agent/bus/calls.h"
#include "agent/time/clock.h"
#include "agent/time/rate.h"

/* Calls a second on average of anybody but staff and root, four seconds' worth at once. */
#define CALLS_PER_SECOND 20
/* The same of all connections together that nobody has been asked about yet; the first call of each passes. */
#define UNKNOWN_PER_SECOND 100
/* Connections that are remembered; more than a bus lets several children have. */
#define CONNECTIONS_MAX 1024

/* Who sends: one person, or a connection that is nobody's yet. */
typedef struct {
  gboolean known, capped;
  uid_t uid;
  PlRate rate; /* while not known */
} Sender;

struct _PlGate {
  GMutex mutex;
  GHashTable *senders; /* unique name: Sender, both owned */
  GHashTable *people;  /* uid: PlRate, owned */
  PlRate unknown;
  gsize largest; /* bytes of arguments that any call of those takes who are counted */
};

/* What becomes of a message. */
typedef enum {
  PASSES,
  COMES_TOO_OFTEN,
  IS_TOO_LARGE,
} Outcome;

static PlRate *
rate_of (PlGate *gate, uid_t uid)
{
  PlRate *rate = g_hash_table_lookup (gate->people, GUINT_TO_POINTER (uid));

  if (rate == NULL) {
    rate = g_new (PlRate, 1);
    pl_rate_init (rate, CALLS_PER_SECOND);
    g_hash_table_insert (gate->people, GUINT_TO_POINTER (uid), rate);
  }
  return rate;
}

static Sender *
remember (PlGate *gate, const char *name)
{
  Sender *sender = g_new0 (Sender, 1);

  if (g_hash_table_size (gate->senders) >= CONNECTIONS_MAX)
    g_hash_table_remove_all (gate->senders);
  pl_rate_init (&sender->rate, CALLS_PER_SECOND);
  g_hash_table_insert (gate->senders, g_strdup (name), sender);
  return sender;
}

/*
 * The first call of a connection may be as large as it likes: it may be staff's. Larger ones than a child has
 * a use for would wait in the loop by the dozen, and the agent would grow by that.
 */
static Outcome
judge (PlGate *gate, const char *name, gsize size)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&gate->mutex);
  Sender *sender = g_hash_table_lookup (gate->senders, name);
  gint64 now = pl_clock_boottime_ms ();

  if (sender == NULL) {
    pl_rate_take (&remember (gate, name)->rate, now);
    return PASSES;
  }
  if (sender->known && !sender->capped)
    return PASSES;
  if (size > gate->largest)
    return IS_TOO_LARGE;
  if (!sender->known)
    return pl_rate_take (&sender->rate, now) && pl_rate_take (&gate->unknown, now)
               ? PASSES
               : COMES_TOO_OFTEN;
  return pl_rate_take (rate_of (gate, sender->uid), now) ? PASSES : COMES_TOO_OFTEN;
}

/* Nobody is told who did not want to hear. */
static void
refuse (GDBusConnection *connection, GDBusMessage *message, Outcome outcome)
{
  if (g_dbus_message_get_flags (message) & G_DBUS_MESSAGE_FLAGS_NO_REPLY_EXPECTED)
    return;
  g_autoptr (GDBusMessage) reply = g_dbus_message_new_method_error (
      message, "org.freedesktop.DBus.Error.LimitsExceeded", "%s %s",
      g_dbus_message_get_member (message),
      outcome == IS_TOO_LARGE ? "does not take so much" : "is called too often");
  g_dbus_connection_send_message (connection, reply, G_DBUS_SEND_MESSAGE_FLAGS_NONE, NULL, NULL);
}

static gsize
size_of (GDBusMessage *message)
{
  GVariant *body = g_dbus_message_get_body (message);

  return body != NULL ? g_variant_get_size (body) : 0;
}

/* In GDBus's thread. What it does not return is gone. */
static GDBusMessage *
on_message (GDBusConnection *connection, GDBusMessage *message, gboolean incoming, gpointer data)
{
  const char *sender = g_dbus_message_get_sender (message);
  GDBusMessageType type = g_dbus_message_get_message_type (message);

  if (!incoming || g_strcmp0 (sender, "org.freedesktop.DBus") == 0)
    return message;
  if (type == G_DBUS_MESSAGE_TYPE_METHOD_CALL && sender != NULL) {
    Outcome outcome = judge (data, sender, size_of (message));
    if (outcome == PASSES)
      return message;
    refuse (connection, message, outcome);
  }
  g_object_unref (message);
  return NULL;
}

static void
gate_clear (gpointer data)
{
  PlGate *gate = data;

  g_hash_table_unref (gate->senders);
  g_hash_table_unref (gate->people);
  g_mutex_clear (&gate->mutex);
}

void
pl_gate_unref (PlGate *gate)
{
  g_atomic_rc_box_release_full (gate, gate_clear);
}

PlGate *
pl_gate_new (GDBusConnection *connection)
{
  PlGate *gate = g_atomic_rc_box_new0 (PlGate);

  g_mutex_init (&gate->mutex);
  gate->senders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gate->people = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  pl_rate_init (&gate->unknown, UNKNOWN_PER_SECOND);
  gate->largest = pl_calls_largest (PL_ROLE_CHILD | PL_ROLE_OTHER);
  g_dbus_connection_add_filter (connection, on_message, g_atomic_rc_box_acquire (gate),
                                (GDestroyNotify)pl_gate_unref);
  return gate;
}

void
pl_gate_know (PlGate *gate, const char *name, uid_t uid, gboolean capped)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&gate->mutex);
  Sender *sender = g_hash_table_lookup (gate->senders, name);

  if (sender == NULL)
    sender = remember (gate, name);
  sender->known = TRUE;
  sender->capped = capped;
  sender->uid = uid;
}
