/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/ctl/route.h"

#include <gio/gio.h>
#include <sodium.h>
#include <stdio.h>

#include "agent/ctl/agent-client.h"
#include "agent/ctl/options.h"
#include "agent/ctl/own-key.h"
#include "agent/ctl/print-json.h"
#include "agent/ctl/record-list.h"
#include "agent/ctl/result.h"
#include "agent/time/clock.h"
#include "policy/care/sealed.h"
#include "policy/care/signed.h"

#define ROUTES ".Routes"
#define LIST   "(aa{sv})"

/* ---- listing ---- */

static gint64
time_of (GVariant *row, const char *key)
{
  gint64 value = 0;

  g_variant_lookup (row, key, "x", &value);
  return value;
}

/* "acknowledged 2026-11-22 10:00", "failed: the server refuses (550)". g_free. */
static char *
state_text (GVariant *row)
{
  g_autofree char *state = pl_ctl_field (row, "state");
  g_autofree char *problem = pl_ctl_field (row, "problem");
  gint64 when = time_of (row, g_str_equal (state, "acknowledged") ? "acknowledged"
                              : g_str_equal (state, "sent")       ? "sent"
                                                                  : "asked");
  g_autofree char *at = pl_ctl_time_text (when > 0 ? when : -1);

  return g_strdup_printf ("%s%s%s%s%s", state, when > 0 ? " " : "", when > 0 ? at : "",
                          *problem != '\0' ? ": " : "", problem);
}

static void
print_route (GVariant *row)
{
  g_autofree char *reader = pl_ctl_field (row, "reader");
  g_autofree char *name = pl_ctl_field (row, "name");
  g_autofree char *route = pl_ctl_field (row, "route");
  g_autofree char *address = pl_ctl_field (row, "address");
  g_autofree char *state = *route != '\0' ? state_text (row) : g_strdup ("nothing leads there");

  printf ("%s\t%s\t%s%s%s\t%s\n", reader, name, *route != '\0' ? route : "-",
          *address != '\0' ? "=" : "", address, state);
}

static gboolean
only_json (int argc, char **argv, gboolean *json, GError **error)
{
  const GOptionEntry entries[] = { { "json", 0, 0, G_OPTION_ARG_NONE, json, NULL, NULL },
                                   { NULL } };

  *json = FALSE;
  return pl_ctl_options (&argc, &argv, entries, 0, "", error);
}

gboolean
pl_ctl_route_list (int argc, char **argv, GError **error)
{
  gboolean json;

  return only_json (argc, argv, &json, error) &&
         pl_ctl_list (ROUTES, "List", NULL, json, print_route, error);
}

static void
add_home_route (JsonBuilder *json, const char *route, const char *kind, const char *where)
{
  json_builder_begin_object (json);
  pl_ctl_add_text (json, "route", route);
  pl_ctl_add_text (json, "kind", kind);
  pl_ctl_add_text (json, "where", where);
  json_builder_end_object (json);
}

gboolean
pl_ctl_route_home (int argc, char **argv, GError **error)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (GVariantIter) rows = NULL;
  const char *route, *kind, *where;
  gboolean as_json;

  if (!only_json (argc, argv, &as_json, error))
    return FALSE;
  g_autoptr (GVariant) reply = pl_ctl_call_agent (ROUTES, "ListHome", NULL, "(a(sss))", error);
  if (reply == NULL)
    return FALSE;
  g_variant_get (reply, "(a(sss))", &rows);
  json_builder_begin_array (json);
  while (g_variant_iter_next (rows, "(&s&s&s)", &route, &kind, &where)) {
    add_home_route (json, route, kind, where);
    if (!as_json)
      printf ("%s\t%s\t%s\n", route, kind, where);
  }
  json_builder_end_array (json);
  if (as_json)
    pl_ctl_print_json (json);
  return TRUE;
}

/* ---- changing ---- */

static gboolean
is_meant (GVariant *row, const char *who)
{
  static const char *const keys[] = { "reader", "account", "name" };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++) {
    const char *value = NULL;
    if (g_variant_lookup (row, keys[i], "&s", &value) && g_str_equal (value, who))
      return TRUE;
  }
  return FALSE;
}

/* Whom a change or a test is for. */
typedef struct {
  char *id;          /* NULL: not found yet */
  char *routes;      /* as the agent has them */
  GPtrArray *routed; /* their names */
} Reader;

static void
reader_clear (Reader *reader)
{
  g_free (reader->id);
  g_free (reader->routes);
  g_clear_pointer (&reader->routed, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

/* Adds a route of the reader's; FALSE if it is another reader's. */
static gboolean
note_row (GVariant *row, Reader *reader)
{
  g_autofree char *id = pl_ctl_field (row, "reader");
  g_autofree char *route = pl_ctl_field (row, "route");

  if (reader->id != NULL && !g_str_equal (reader->id, id))
    return FALSE;
  if (reader->id == NULL) {
    reader->id = g_steal_pointer (&id);
    reader->routes = pl_ctl_field (row, "routes");
    reader->routed = g_ptr_array_new_with_free_func (g_free);
  }
  if (*route != '\0')
    g_ptr_array_add (reader->routed, g_steal_pointer (&route));
  return TRUE;
}

/* Who is meant by id, account or name. */
static gboolean
find_reader (const char *who, Reader *reader, GError **error)
{
  g_autoptr (GVariant) reply = pl_ctl_call_agent (ROUTES, "List", NULL, LIST, error);

  if (reply == NULL)
    return FALSE;
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  for (gsize i = 0; i < g_variant_n_children (rows); i++) {
    g_autoptr (GVariant) row = g_variant_get_child_value (rows, i);
    if (is_meant (row, who) && !note_row (row, reader))
      return pl_ctl_wrong (error, "\"%s\" means more than one reader: take the id", who);
  }
  return reader->id != NULL ||
         pl_ctl_wrong (error, "no reader has the id, account or name \"%s\"", who);
}

gboolean
pl_ctl_route_set (int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = { { NULL } };
  g_auto (Reader) reader = { NULL };
  g_autoptr (GVariant) reply = NULL;

  if (!pl_ctl_options (&argc, &argv, entries, 2, "a READER and ROUTES", error))
    return FALSE;
  if (find_reader (argv[1], &reader, error))
    reply = pl_ctl_call_agent (
        ROUTES, "Set", g_variant_new ("(sss)", reader.id, reader.routes, argv[2]), "()", error);
  return reply != NULL;
}

static gboolean
test_route (const char *reader, const char *route, GError **error)
{
  g_autoptr (GVariant) reply =
      pl_ctl_call_agent (ROUTES, "Test", g_variant_new ("(ss)", reader, route), "()", error);

  return reply != NULL;
}

gboolean
pl_ctl_route_test (int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = { { NULL } };
  g_auto (Reader) reader = { NULL };

  if (!pl_ctl_options (&argc, &argv, entries, -1, "", error))
    return FALSE;
  if (argc < 2 || argc > 3)
    return pl_ctl_wrong (error, "a READER and maybe a ROUTE are expected");
  if (!find_reader (argv[1], &reader, error))
    return FALSE;
  if (argc == 3)
    return test_route (reader.id, argv[2], error);
  if (reader.routed->len == 0)
    return pl_ctl_wrong (error, "nothing leads to this reader yet: see porchlightctl route set");
  for (guint i = 0; i < reader.routed->len; i++)
    if (!test_route (reader.id, reader.routed->pdata[i], error))
      return FALSE;
  return TRUE;
}

gboolean
pl_ctl_route_look (int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = { { NULL } };
  g_autoptr (GVariant) reply = NULL;

  if (pl_ctl_options (&argc, &argv, entries, 0, "", error))
    reply = pl_ctl_call_agent (ROUTES, "Look", NULL, "()", error);
  return reply != NULL;
}

/* ---- answering ---- */

static gboolean
answer_one (GVariant *test, const PlCtlOwnKey *own, GError **error)
{
  PlSealed sealed;
  gsize length;
  const guint8 *bytes = g_variant_get_fixed_array (test, &length, 1);

  if (!pl_sealed_read (bytes, length, &sealed, error))
    return FALSE;
  /* Opened, since that is what is tested. */
  guint8 *letter = pl_sealed_open (&sealed, &own->key, own->secret, &length, error);
  if (letter == NULL)
    return FALSE;
  sodium_free (letter);
  g_autoptr (GBytes) message =
      pl_signed_new (PL_SIGNED_TEST_SEEN, sealed.head.subject, &own->key, own->secret,
                     pl_clock_wall_ms () / 1000, NULL, 0, NULL, 0, error);
  if (message == NULL)
    return FALSE;
  g_autoptr (GVariant) reply = pl_ctl_call_agent (
      ROUTES, "Answer",
      g_variant_new ("(@ay)", g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, message, TRUE)),
      "()", error);
  return reply != NULL;
}

gboolean
pl_ctl_route_answer (int argc, char **argv, GError **error)
{
  int fd = -1;
  const GOptionEntry entries[] = { { "passphrase-fd", 0, 0, G_OPTION_ARG_INT, &fd, NULL, NULL },
                                   { NULL } };
  g_auto (PlCtlOwnKey) own = { 0 };

  if (!pl_ctl_options (&argc, &argv, entries, 0, "", error))
    return FALSE;
  g_autoptr (GVariant) reply = pl_ctl_call_agent (ROUTES, "ListTests", NULL, "(aay)", error);
  if (reply == NULL)
    return FALSE;
  g_autoptr (GVariant) tests = g_variant_get_child_value (reply, 0);
  gsize n = g_variant_n_children (tests);
  if (n > 0 && !pl_ctl_own_key (&own, NULL, fd, error))
    return FALSE;
  for (gsize i = 0; i < n; i++) {
    g_autoptr (GVariant) test = g_variant_get_child_value (tests, i);
    if (!answer_one (test, &own, error))
      return FALSE;
  }
  if (!pl_ctl_result_number ("answered", n))
    printf (n > 0 ? "answered\n" : "no test waits for you\n");
  return TRUE;
}
