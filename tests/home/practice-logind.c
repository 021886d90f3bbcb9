/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * In systemd-logind's place on the practice home's bus: practice-logind ADDRESS UID...
 * Each UID has a session, in use. org.porchlight.Practice, for root, is how tests change them.
 */
#include <gio/gio.h>
#include <stdio.h>
#include <stdlib.h>

#define LOGIN_PATH "/org/freedesktop/login1"

static const char contract[] =
    "<node>"
    " <interface name='org.freedesktop.login1.Manager'>"
    "  <method name='ListSessions'><arg type='a(susso)' direction='out'/></method>"
    "  <method name='GetSession'><arg type='s' direction='in'/><arg type='o' "
    "direction='out'/></method>"
    "  <method name='LockSession'><arg type='s' direction='in'/></method>"
    "  <method name='UnlockSession'><arg type='s' direction='in'/></method>"
    "  <method name='TerminateSession'><arg type='s' direction='in'/></method>"
    "  <signal name='SessionNew'><arg type='s'/><arg type='o'/></signal>"
    "  <signal name='SessionRemoved'><arg type='s'/><arg type='o'/></signal>"
    "  <signal name='PrepareForSleep'><arg type='b'/></signal>"
    " </interface>"
    " <interface name='org.freedesktop.login1.Session'>"
    "  <property name='Id' type='s' access='read'/>"
    "  <property name='User' type='(uo)' access='read'/>"
    "  <property name='Class' type='s' access='read'/>"
    "  <property name='State' type='s' access='read'/>"
    "  <property name='Type' type='s' access='read'/>"
    "  <property name='Active' type='b' access='read'/>"
    "  <property name='Remote' type='b' access='read'/>"
    "  <property name='LockedHint' type='b' access='read'/>"
    "  <property name='IdleHint' type='b' access='read'/>"
    " </interface>"
    " <interface name='org.porchlight.Practice'>"
    "  <method name='Add'><arg type='s' direction='in'/><arg type='u' direction='in'/>"
    "   <arg type='s' direction='in'/></method>"
    "  <method name='Set'><arg type='s' direction='in'/><arg type='s' direction='in'/>"
    "   <arg type='v' direction='in'/></method>"
    "  <method name='Sleep'><arg type='b' direction='in'/></method>"
    " </interface>"
    "</node>";

typedef struct {
  char *id;
  char *path;
  guint registration;
  GHashTable *properties; /* of GVariant, by name */
} Session;

static GDBusConnection *bus;
static GDBusNodeInfo *info;
static GHashTable *sessions; /* by id */

static GVariant *
on_get (GDBusConnection *connection,
        const char *sender,
        const char *path,
        const char *interface,
        const char *property,
        GError **error,
        gpointer data)
{
  return g_variant_ref (g_hash_table_lookup (((Session *)data)->properties, property));
}

static void
put (Session *session, const char *name, GVariant *value)
{
  g_hash_table_insert (session->properties, g_strdup (name), g_variant_ref_sink (value));
}

static void
session_free (gpointer data)
{
  Session *session = data;

  g_dbus_connection_unregister_object (bus, session->registration);
  g_hash_table_unref (session->properties);
  g_free (session->id);
  g_free (session->path);
  g_free (session);
}

static void
emit (const char *path, const char *interface, const char *signal, GVariant *parameters)
{
  g_dbus_connection_emit_signal (bus, NULL, path, interface, signal, parameters, NULL);
}

static void
tell (const Session *session, const char *signal)
{
  emit (LOGIN_PATH, "org.freedesktop.login1.Manager", signal,
        g_variant_new ("(so)", session->id, session->path));
}

static void
add (const char *id, guint32 uid, const char *class)
{
  static const GDBusInterfaceVTable vtable = { .get_property = on_get };
  Session *session = g_new0 (Session, 1);

  session->id = g_strdup (id);
  session->path = g_strdup_printf (LOGIN_PATH "/session/_3%s", id);
  session->properties =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_variant_unref);
  put (session, "Id", g_variant_new_string (id));
  put (session, "User", g_variant_new ("(uo)", uid, LOGIN_PATH "/user/_31"));
  put (session, "Class", g_variant_new_string (class));
  put (session, "State", g_variant_new_string ("active"));
  put (session, "Type", g_variant_new_string ("wayland"));
  put (session, "Active", g_variant_new_boolean (TRUE));
  put (session, "Remote", g_variant_new_boolean (FALSE));
  put (session, "LockedHint", g_variant_new_boolean (FALSE));
  put (session, "IdleHint", g_variant_new_boolean (FALSE));
  session->registration = g_dbus_connection_register_object (
      bus, session->path,
      g_dbus_node_info_lookup_interface (info, "org.freedesktop.login1.Session"), &vtable, session,
      NULL, NULL);
  g_hash_table_insert (sessions, session->id, session);
  tell (session, "SessionNew");
}

static void
set (Session *session, const char *name, GVariant *value)
{
  GVariantBuilder changed;

  put (session, name, value);
  g_variant_builder_init (&changed, G_VARIANT_TYPE ("a{sv}"));
  g_variant_builder_add (&changed, "{sv}", name, value);
  emit (session->path, "org.freedesktop.DBus.Properties", "PropertiesChanged",
        g_variant_new ("(sa{sv}as)", "org.freedesktop.login1.Session", &changed, NULL));
}

static GVariant *
list (void)
{
  GVariantBuilder listed;
  GHashTableIter iter;
  Session *session;

  g_variant_builder_init (&listed, G_VARIANT_TYPE ("a(susso)"));
  g_hash_table_iter_init (&iter, sessions);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *)&session)) {
    guint32 uid;
    g_variant_get (g_hash_table_lookup (session->properties, "User"), "(uo)", &uid, NULL);
    g_variant_builder_add (&listed, "(susso)", session->id, uid, "", "", session->path);
  }
  return g_variant_new ("(a(susso))", &listed);
}

/* NULL: there is no such session. */
static const char *
path_of (GVariant *parameters)
{
  const char *id;

  g_variant_get_child (parameters, 0, "&s", &id);
  const Session *session = g_hash_table_lookup (sessions, id);
  return session != NULL ? session->path : NULL;
}

/* FALSE: there is no such session. */
static gboolean
act (const char *method, GVariant *parameters)
{
  const char *id, *text;
  g_autoptr (GVariant) value = NULL;
  guint32 uid;
  gboolean asleep;

  if (g_str_equal (method, "Sleep")) {
    g_variant_get (parameters, "(b)", &asleep);
    emit (LOGIN_PATH, "org.freedesktop.login1.Manager", "PrepareForSleep",
          g_variant_new ("(b)", asleep));
    return TRUE;
  }
  if (g_str_equal (method, "Add")) {
    g_variant_get (parameters, "(&su&s)", &id, &uid, &text);
    add (id, uid, text);
    return TRUE;
  }
  g_variant_get_child (parameters, 0, "&s", &id);
  Session *session = g_hash_table_lookup (sessions, id);
  if (session == NULL || g_str_equal (method, "GetSession"))
    return FALSE;
  if (g_str_equal (method, "LockSession") || g_str_equal (method, "UnlockSession")) {
    set (session, "LockedHint", g_variant_new_boolean (*method == 'L'));
  } else if (g_str_equal (method, "TerminateSession")) {
    tell (session, "SessionRemoved");
    g_hash_table_remove (sessions, id);
  } else {
    g_variant_get (parameters, "(&s&sv)", NULL, &text, &value);
    set (session, text, g_steal_pointer (&value));
  }
  return TRUE;
}

static void
on_call (GDBusConnection *connection,
         const char *sender,
         const char *path,
         const char *interface,
         const char *method,
         GVariant *parameters,
         GDBusMethodInvocation *invocation,
         gpointer data)
{
  if (g_str_equal (method, "ListSessions"))
    g_dbus_method_invocation_return_value (invocation, list ());
  else if (g_str_equal (method, "GetSession") && path_of (parameters) != NULL)
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", path_of (parameters)));
  else if (act (method, parameters))
    g_dbus_method_invocation_return_value (invocation, NULL);
  else
    g_dbus_method_invocation_return_error (invocation, G_DBUS_ERROR, G_DBUS_ERROR_FAILED,
                                           "no such session");
}

static void
on_name (GDBusConnection *connection, const char *name, gpointer data)
{
  puts ("ready");
  fflush (stdout);
}

static void
on_name_lost (GDBusConnection *connection, const char *name, gpointer data)
{
  fputs ("the name belongs to somebody else\n", stderr);
  exit (EXIT_FAILURE);
}

int
main (int argc, char **argv)
{
  static const GDBusInterfaceVTable vtable = { .method_call = on_call };
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GError) error = NULL;

  bus = argc < 2 ? NULL
                 : g_dbus_connection_new_for_address_sync (
                       argv[1],
                       G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                           G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                       NULL, NULL, &error);
  if (bus == NULL) {
    fprintf (stderr, "%s\n", error != NULL ? error->message : "practice-logind ADDRESS UID...");
    return EXIT_FAILURE;
  }
  info = g_dbus_node_info_new_for_xml (contract, NULL);
  sessions = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, session_free);
  for (int i = 2; i < argc; i++) {
    g_autofree char *id = g_strdup_printf ("%d", i - 1);
    add (id, (guint32)atoi (argv[i]), "user");
  }
  for (guint i = 0; info->interfaces[i] != NULL; i++)
    if (!g_str_equal (info->interfaces[i]->name, "org.freedesktop.login1.Session"))
      g_dbus_connection_register_object (bus, LOGIN_PATH, info->interfaces[i], &vtable, NULL, NULL,
                                         NULL);
  g_bus_own_name_on_connection (bus, "org.freedesktop.login1", G_BUS_NAME_OWNER_FLAGS_NONE, on_name,
                                on_name_lost, NULL, NULL);
  g_main_loop_run (loop);
  return EXIT_SUCCESS;
}
