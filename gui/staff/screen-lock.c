/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/screen-lock.h"

#define LOGIND  "org.freedesktop.login1"
#define SESSION LOGIND ".Session"

/* Each says it in its own way; locked is what any of them says. */
typedef enum {
  SAYS_SAVER = 1 << 0,
  SAYS_LOCKED = 1 << 1,
  SAYS_IDLE = 1 << 2,
  SAYS_AWAY = 1 << 3,   /* somebody else's session is at the screen */
  SAYS_ASLEEP = 1 << 4, /* the computer goes to sleep, or is not awake yet */
} Says;

struct _PlScreenLock {
  GObject parent;
  GCancellable *cancellable;
  GDBusConnection *desktop, *system; /* nullable */
  guint saver, hints, sleep;         /* subscriptions */
  guint said;                        /* of Says */
};

enum {
  PROP_LOCKED = 1,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (PlScreenLock, pl_screen_lock, G_TYPE_OBJECT)

gboolean
pl_screen_lock_is_locked (PlScreenLock *lock)
{
  return lock->said != 0;
}

static void
say (PlScreenLock *lock, Says what, gboolean yes)
{
  gboolean before = pl_screen_lock_is_locked (lock);

  lock->said = yes ? lock->said | what : lock->said & ~(guint)what;
  if (pl_screen_lock_is_locked (lock) != before)
    g_object_notify_by_pspec (G_OBJECT (lock), properties[PROP_LOCKED]);
}

/* What a signal of one truth value says; FALSE: it is none. */
static gboolean
take_truth (GVariant *arguments, gboolean *yes)
{
  if (!g_variant_is_of_type (arguments, G_VARIANT_TYPE ("(b)")))
    return FALSE;
  g_variant_get (arguments, "(b)", yes);
  return TRUE;
}

static void
on_saver (GDBusConnection *connection,
          const char *sender,
          const char *path,
          const char *interface,
          const char *signal,
          GVariant *arguments,
          gpointer data)
{
  gboolean active;

  if (g_str_has_suffix (interface, ".ScreenSaver") && take_truth (arguments, &active))
    say (data, SAYS_SAVER, active);
}

static void
take_hints (PlScreenLock *lock, GVariant *hints)
{
  gboolean yes;

  if (g_variant_lookup (hints, "LockedHint", "b", &yes))
    say (lock, SAYS_LOCKED, yes);
  if (g_variant_lookup (hints, "IdleHint", "b", &yes))
    say (lock, SAYS_IDLE, yes);
  if (g_variant_lookup (hints, "Active", "b", &yes))
    say (lock, SAYS_AWAY, !yes);
}

/* Not every desktop has locked its screen before, or when it wakes. */
static void
on_sleep (GDBusConnection *connection,
          const char *sender,
          const char *path,
          const char *interface,
          const char *signal,
          GVariant *arguments,
          gpointer data)
{
  gboolean asleep;

  if (take_truth (arguments, &asleep))
    say (data, SAYS_ASLEEP, asleep);
}

static void
on_hints (GDBusConnection *connection,
          const char *sender,
          const char *path,
          const char *interface,
          const char *signal,
          GVariant *arguments,
          gpointer data)
{
  g_autoptr (GVariant) changed = NULL;

  if (!g_variant_is_of_type (arguments, G_VARIANT_TYPE ("(sa{sv}as)")))
    return;
  changed = g_variant_get_child_value (arguments, 1);
  take_hints (data, changed);
}

/* It may be locked already. */
static void
on_first_hints (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);

  if (reply == NULL)
    return;
  g_autoptr (GVariant) hints = g_variant_get_child_value (reply, 0);
  take_hints (data, hints);
}

static void
on_session (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GVariant) reply =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  const char *path;

  if (reply == NULL)
    return;
  PlScreenLock *lock = data;
  g_variant_get (reply, "(&o)", &path);
  lock->hints = g_dbus_connection_signal_subscribe (
      lock->system, LOGIND, "org.freedesktop.DBus.Properties", "PropertiesChanged", path, SESSION,
      G_DBUS_SIGNAL_FLAGS_NONE, on_hints, lock, NULL);
  g_dbus_connection_call (lock->system, LOGIND, path, "org.freedesktop.DBus.Properties", "GetAll",
                          g_variant_new ("(s)", SESSION), G_VARIANT_TYPE ("(a{sv})"),
                          G_DBUS_CALL_FLAGS_NONE, -1, lock->cancellable, on_first_hints, lock);
}

static void
on_system (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GDBusConnection) connection = g_bus_get_finish (result, NULL);
  const char *session = g_getenv ("XDG_SESSION_ID");

  if (connection == NULL)
    return;
  PlScreenLock *lock = data;
  lock->system = g_steal_pointer (&connection);
  lock->sleep = g_dbus_connection_signal_subscribe (
      lock->system, LOGIND, LOGIND ".Manager", "PrepareForSleep", "/org/freedesktop/login1", NULL,
      G_DBUS_SIGNAL_FLAGS_NONE, on_sleep, lock, NULL);
  g_dbus_connection_call (lock->system, LOGIND, "/org/freedesktop/login1", LOGIND ".Manager",
                          "GetSession", g_variant_new ("(s)", session != NULL ? session : "auto"),
                          G_VARIANT_TYPE ("(o)"), G_DBUS_CALL_FLAGS_NONE, -1, lock->cancellable,
                          on_session, lock);
}

static void
on_desktop (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GDBusConnection) connection = g_bus_get_finish (result, NULL);

  if (connection == NULL)
    return;
  PlScreenLock *lock = data;
  lock->desktop = g_steal_pointer (&connection);
  /* Every desktop has an interface of its own name for it. */
  lock->saver =
      g_dbus_connection_signal_subscribe (lock->desktop, NULL, NULL, "ActiveChanged", NULL, NULL,
                                          G_DBUS_SIGNAL_FLAGS_NONE, on_saver, lock, NULL);
}

static void
pl_screen_lock_dispose (GObject *object)
{
  PlScreenLock *lock = PL_SCREEN_LOCK (object);

  g_cancellable_cancel (lock->cancellable);
  g_clear_object (&lock->cancellable);
  if (lock->saver != 0)
    g_dbus_connection_signal_unsubscribe (lock->desktop, lock->saver);
  if (lock->hints != 0)
    g_dbus_connection_signal_unsubscribe (lock->system, lock->hints);
  if (lock->sleep != 0)
    g_dbus_connection_signal_unsubscribe (lock->system, lock->sleep);
  lock->saver = lock->hints = lock->sleep = 0;
  g_clear_object (&lock->desktop);
  g_clear_object (&lock->system);
  G_OBJECT_CLASS (pl_screen_lock_parent_class)->dispose (object);
}

static void
pl_screen_lock_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  g_value_set_boolean (value, pl_screen_lock_is_locked (PL_SCREEN_LOCK (object)));
}

static void
pl_screen_lock_class_init (PlScreenLockClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = pl_screen_lock_dispose;
  object_class->get_property = pl_screen_lock_get_property;
  properties[PROP_LOCKED] =
      g_param_spec_boolean ("locked", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
pl_screen_lock_init (PlScreenLock *lock)
{
  lock->cancellable = g_cancellable_new ();
  g_bus_get (G_BUS_TYPE_SESSION, lock->cancellable, on_desktop, lock);
  g_bus_get (G_BUS_TYPE_SYSTEM, lock->cancellable, on_system, lock);
}

PlScreenLock *
pl_screen_lock_new (void)
{
  return g_object_new (PL_TYPE_SCREEN_LOCK, NULL);
}
