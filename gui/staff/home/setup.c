/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/home/setup.h"

#include <glib/gi18n.h>
#include <grp.h>
#include <pwd.h>
#include <string.h>

#include "gui/app/client-call.h"
#include "policy/people/home.h"

#define LOOK_S      3 /* while lists come */
#define READERS_MIN 2 /* or nobody is left to ask when one of them is away, or meant */

struct _PlSetup {
  GObject parent;
  PlClient *client;
  GCancellable *cancellable;
  guint waiting; /* for so many answers */
  GError *error;
  char *file;
  PlHome *home;
  guint children, readers, routes, acknowledged;
  char *check; /* how the last self-test ended */
  char *lists; /* "loading", "missing" (Staff.GetToday), or "" */
  guint looking;
};

G_DEFINE_FINAL_TYPE (PlSetup, pl_setup, G_TYPE_OBJECT)

static guint changed;

static GVariant *
reply_of (PlSetup *setup, GObject *source, GAsyncResult *result)
{
  g_autoptr (GError) error = NULL;
  GVariant *reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (error != NULL && setup->error == NULL)
    setup->error = g_steal_pointer (&error);
  return reply;
}

static void look_again (PlSetup *setup);

/* Only where it has ended is all asked anew: whoever is reading, or about to click, is not disturbed. */
static void
on_lists (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PlSetup) setup = data;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, NULL);
  const char *lists = "loading";

  if (reply != NULL) {
    g_autoptr (GVariant) today = g_variant_get_child_value (reply, 0);
    g_variant_lookup (today, "lists", "&s", &lists);
    if (!g_str_equal (lists, "loading"))
      pl_setup_ask (setup);
  }
  look_again (setup);
}

static gboolean
on_look (gpointer data)
{
  PlSetup *setup = data;

  setup->looking = 0;
  pl_client_call_staff (setup->client, "Staff", "GetToday", NULL, setup->cancellable, on_lists,
                        g_object_ref (setup));
  return G_SOURCE_REMOVE;
}

/* Lists come by themselves, and the guide says when. */
static void
look_again (PlSetup *setup)
{
  if (setup->looking == 0 && g_strcmp0 (setup->lists, "loading") == 0 &&
      !g_cancellable_is_cancelled (setup->cancellable))
    setup->looking = g_timeout_add_seconds (LOOK_S, on_look, setup);
}

static void
answered (PlSetup *setup)
{
  if (--setup->waiting == 0) {
    g_signal_emit (setup, changed, 0);
    look_again (setup);
  }
  g_object_unref (setup);
}

static void
on_file (GObject *source, GAsyncResult *result, gpointer data)
{
  PlSetup *setup = data;
  g_autoptr (GVariant) reply = reply_of (setup, source, result);

  if (reply != NULL) {
    g_clear_pointer (&setup->file, g_free);
    g_clear_pointer (&setup->home, pl_home_free);
    g_variant_get (reply, "(xs)", NULL, &setup->file);
    setup->home = pl_home_parse ("home.conf", setup->file, strlen (setup->file), NULL);
  }
  answered (setup);
}

static void
on_today (GObject *source, GAsyncResult *result, gpointer data)
{
  PlSetup *setup = data;
  g_autoptr (GVariant) reply = reply_of (setup, source, result);

  if (reply != NULL) {
    g_autoptr (GVariant) today = g_variant_get_child_value (reply, 0);
    g_autoptr (GVariant) children =
        g_variant_lookup_value (today, "children", G_VARIANT_TYPE ("aa{sv}"));
    setup->children = 0;
    for (gsize i = 0; children != NULL && i < g_variant_n_children (children); i++) {
      g_autoptr (GVariant) child = g_variant_get_child_value (children, i);
      const char *level = "";
      /* Without a profile, which has a level, a child is help-only. */
      setup->children += g_variant_lookup (child, "level", "&s", &level) && *level != '\0';
    }
    g_clear_pointer (&setup->check, g_free);
    g_clear_pointer (&setup->lists, g_free);
    g_variant_lookup (today, "check", "s", &setup->check);
    g_variant_lookup (today, "lists", "s", &setup->lists);
  }
  answered (setup);
}

static void
on_readers (GObject *source, GAsyncResult *result, gpointer data)
{
  PlSetup *setup = data;
  g_autoptr (GVariant) reply = reply_of (setup, source, result);

  if (reply != NULL) {
    g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
    setup->readers = 0;
    for (gsize i = 0; i < g_variant_n_children (rows); i++) {
      g_autoptr (GVariant) row = g_variant_get_child_value (rows, i);
      const char *state = "";
      setup->readers +=
          g_variant_lookup (row, "state", "&s", &state) && g_str_equal (state, "active");
    }
  }
  answered (setup);
}

static void
on_routes (GObject *source, GAsyncResult *result, gpointer data)
{
  PlSetup *setup = data;
  g_autoptr (GVariant) reply = reply_of (setup, source, result);

  if (reply != NULL) {
    g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
    setup->routes = setup->acknowledged = 0;
    for (gsize i = 0; i < g_variant_n_children (rows); i++) {
      g_autoptr (GVariant) row = g_variant_get_child_value (rows, i);
      const char *route = "";
      gboolean tested = FALSE;
      setup->routes += g_variant_lookup (row, "route", "&s", &route) && *route != '\0';
      setup->acknowledged += g_variant_lookup (row, "tested", "b", &tested) && tested;
    }
  }
  answered (setup);
}

static void
ask (PlSetup *setup,
     const char *interface,
     const char *method,
     GVariant *arguments,
     GAsyncReadyCallback callback)
{
  setup->waiting++;
  pl_client_call_staff (setup->client, interface, method, arguments, setup->cancellable, callback,
                        g_object_ref (setup));
}

void
pl_setup_ask (PlSetup *setup)
{
  if (setup->waiting > 0)
    return;
  g_clear_error (&setup->error);
  ask (setup, "Home", "Get", g_variant_new ("(s)", "home.conf"), on_file);
  ask (setup, "Staff", "GetToday", NULL, on_today);
  ask (setup, "Readers", "List", NULL, on_readers);
  ask (setup, "Routes", "List", NULL, on_routes);
}

const GError *
pl_setup_get_error (PlSetup *setup)
{
  return setup->error;
}

const char *
pl_setup_get_file (PlSetup *setup)
{
  return setup->file;
}

/* An administrator types the account: it stands beside the name. */
static char *
member_words (const char *account)
{
  const struct passwd *entry = getpwnam (account);
  g_auto (GStrv) parts = g_strsplit (entry != NULL ? entry->pw_gecos : "", ",", 2);

  return parts[0] != NULL && *parts[0] != '\0' ? g_strdup_printf ("%s (%s)", parts[0], account)
                                               : g_strdup (account);
}

char *
pl_setup_members (const char *group)
{
  const struct group *entry = getgrnam (group);
  g_autoptr (GString) members = g_string_new (NULL);

  for (char **account = entry != NULL ? entry->gr_mem : NULL; account != NULL && *account != NULL;
       account++) {
    g_autofree char *member = member_words (*account);
    g_string_append_printf (members, "%s%s", members->len > 0 ? ", " : "", member);
  }
  return g_string_free (g_steal_pointer (&members), FALSE);
}

static gboolean
has_members (const char *group)
{
  g_autofree char *members = pl_setup_members (group);

  return *members != '\0';
}

gboolean
pl_setup_is_manager (PlSetup *setup)
{
  const struct group *entry = setup->home != NULL ? getgrnam (setup->home->managers_group) : NULL;

  return entry != NULL && g_strv_contains ((const char *const *)entry->gr_mem, g_get_user_name ());
}

/* "Our home" is what ships. */
static gboolean
is_named (const PlHome *home)
{
  return home != NULL && *home->name != '\0' && !g_str_equal (home->name, "Our home");
}

gboolean
pl_setup_is_done (PlSetup *setup, PlSetupStep step)
{
  switch (step) {
    case PL_SETUP_NAME:
      return is_named (setup->home);
    case PL_SETUP_PEOPLE:
      return setup->home != NULL && has_members (setup->home->staff_group) &&
             has_members (setup->home->managers_group) && has_members (setup->home->leads_group);
    case PL_SETUP_CHILD:
      return setup->children > 0;
    case PL_SETUP_READERS:
      return setup->readers >= READERS_MIN;
    case PL_SETUP_ROUTE:
      return setup->acknowledged > 0;
    case PL_SETUP_FILTER:
      return g_strcmp0 (setup->check, "ok") == 0;
  }
  return FALSE;
}

gboolean
pl_setup_is_finished (PlSetup *setup)
{
  for (PlSetupStep step = 0; step < PL_SETUP_STEPS; step++)
    if (!pl_setup_is_done (setup, step))
      return FALSE;
  return TRUE;
}

static char *
check_words (const char *check, const char *lists)
{
  return g_strdup (g_strcmp0 (check, "ok") == 0        ? C_ ("setup", "It works.")
                   : g_strcmp0 (lists, "loading") == 0 ? C_ ("setup", "The lists are being loaded.")
                   : g_strcmp0 (check, "failed") == 0 ? C_ ("setup", "Something does not work yet.")
                   : g_strcmp0 (check, "not-sure") == 0
                       ? C_ ("setup",
                             "Not everything could be tried. Connect to the internet, then "
                             "try again.")
                       : C_ ("setup", "It was never tried on this computer."));
}

char *
pl_setup_words (PlSetup *setup, PlSetupStep step)
{
  switch (step) {
    case PL_SETUP_NAME:
      return is_named (setup->home)
                 ? g_strdup_printf ("%s, %s", setup->home->name, setup->home->zone_id)
                 : g_strdup (C_ ("setup", "Say what this home is called, and where it is."));
    case PL_SETUP_PEOPLE:
      return g_strdup (pl_setup_is_done (setup, step)
                           ? C_ ("setup", "There are staff, a manager and a safeguarding lead.")
                           : C_ ("setup", "Staff, a manager and a safeguarding lead each need an "
                                          "account in their group. How is said below."));
    case PL_SETUP_CHILD:
      return setup->children > 0
                 ? g_strdup_printf (g_dngettext (NULL, "%u child is protected here.",
                                                 "%u children are protected here.",
                                                 setup->children),
                                    setup->children)
                 : g_strdup (C_ ("setup", "Name, date of birth, a level: it takes a minute."));
    case PL_SETUP_READERS:
      return g_strdup_printf (C_ ("setup",
                                  "Readers open what children tell. %u of 2 have a key; each "
                                  "makes their own, under Concerns."),
                              MIN (setup->readers, READERS_MIN));
    case PL_SETUP_ROUTE:
      return g_strdup (setup->acknowledged > 0
                           ? C_ ("setup", "A reader has answered a test message.")
                       : setup->routes > 0
                           ? C_ ("setup", "There is a way to a reader. Send a test, and have them "
                                          "answer it.")
                           : C_ ("setup", "Nothing leads to a reader yet. Children are told so."));
    case PL_SETUP_FILTER:
      return check_words (setup->check, setup->lists);
  }
  return g_strdup ("");
}

static void
pl_setup_dispose (GObject *object)
{
  PlSetup *setup = PL_SETUP (object);

  g_clear_handle_id (&setup->looking, g_source_remove);
  g_cancellable_cancel (setup->cancellable);
  g_clear_object (&setup->cancellable);
  g_clear_object (&setup->client);
  G_OBJECT_CLASS (pl_setup_parent_class)->dispose (object);
}

static void
pl_setup_finalize (GObject *object)
{
  PlSetup *setup = PL_SETUP (object);

  g_clear_error (&setup->error);
  g_free (setup->file);
  g_free (setup->check);
  g_free (setup->lists);
  pl_home_free (setup->home);
  G_OBJECT_CLASS (pl_setup_parent_class)->finalize (object);
}

static void
pl_setup_class_init (PlSetupClass *class)
{
  G_OBJECT_CLASS (class)->dispose = pl_setup_dispose;
  G_OBJECT_CLASS (class)->finalize = pl_setup_finalize;
  changed = g_signal_new ("changed", PL_TYPE_SETUP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                          G_TYPE_NONE, 0);
}

static void
pl_setup_init (PlSetup *setup)
{
  setup->cancellable = g_cancellable_new ();
}

PlSetup *
pl_setup_new (PlClient *client)
{
  PlSetup *setup = g_object_new (PL_TYPE_SETUP, NULL);

  setup->client = g_object_ref (client);
  return setup;
}
