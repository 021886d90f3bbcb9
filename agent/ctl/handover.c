/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the next shift needs to know, on one page (D4). */
#include <json-glib/json-glib.h>
#include <stdio.h>

#include "agent/ctl/agent-client.h"
#include "agent/ctl/decisions.h"
#include "agent/ctl/flags.h"
#include "agent/ctl/options.h"
#include "agent/ctl/print-json.h"
#include "agent/ctl/record-list.h"
#include "agent/ctl/shift.h"
#include "agent/time/clock.h"

/* More than this is not read at a handover. */
#define ROWS 200

/* The lists of the page, each what one call of the agent answers. */
typedef enum {
  CHILDREN,
  SHIFTS,
  GRANTS,
  RESTRICTIONS,
  REQUESTS,
  FLAGS,
  PROBLEMS,
  PARTS
} Part;

typedef struct {
  gboolean filtering;
  GVariant *parts[PARTS];
} Page;

static void
page_clear (Page *page)
{
  for (gsize i = 0; i < PARTS; i++)
    g_clear_pointer (&page->parts[i], g_variant_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Page, page_clear)

/* arguments: floating, nullable. */
static gboolean
ask (Page *page,
     Part part,
     const char *interface,
     const char *method,
     GVariant *arguments,
     const char *type,
     GError **error)
{
  g_autoptr (GVariant) reply = pl_ctl_call_agent (interface, method, arguments, type, error);

  if (reply != NULL)
    page->parts[part] = g_variant_get_child_value (reply, 0);
  return reply != NULL;
}

static gboolean
read_page (Page *page, GError **error)
{
  const char *records = "(aa{sv})";
  g_autoptr (GVariant) status = pl_ctl_call_agent ("", "GetStatus", NULL, "(sb)", error);

  if (status == NULL)
    return FALSE;
  g_variant_get (status, "(sb)", NULL, &page->filtering);
  return ask (page, CHILDREN, ".Staff", "ListChildren", NULL, "(a(ssbxxas))", error) &&
         ask (page, SHIFTS, ".Shifts", "List", g_variant_new ("(bxu)", TRUE, (gint64)0, ROWS),
              records, error) &&
         ask (page, GRANTS, ".Decisions", "ListGrants",
              g_variant_new ("(sbxu)", "", TRUE, (gint64)0, ROWS), records, error) &&
         ask (page, RESTRICTIONS, ".Decisions", "ListRestrictions",
              g_variant_new ("(sxu)", "", (gint64)0, ROWS), records, error) &&
         ask (page, REQUESTS, ".Decisions", "ListRequests",
              g_variant_new ("(sbxu)", "", TRUE, (gint64)0, ROWS), records, error) &&
         ask (page, PROBLEMS, ".Staff", "GetProblems", NULL, "(as)", error) &&
         (page->parts[FLAGS] = pl_ctl_flags (error)) != NULL;
}

/* Whose next duty: the first that is not done; NULL for none. *due: -1 where it is held. */
static const char *
next_duty (GVariant *restriction, gint64 *due)
{
  g_autoptr (GVariant) duties =
      g_variant_lookup_value (restriction, "duties", G_VARIANT_TYPE ("a(sxs)"));
  const char *found = NULL, *duty, *state;
  GVariantIter rows;
  gint64 until;

  *due = G_MAXINT64;
  g_variant_iter_init (&rows, duties);
  while (g_variant_iter_next (&rows, "(&sx&s)", &duty, &until, &state))
    if ((g_str_equal (state, "open") || g_str_equal (state, "overdue")) && until < *due) {
      found = duty;
      *due = until;
    }
  return found;
}

static gboolean
holds (GVariant *restriction, gint64 now)
{
  gint64 until = 0, ended = -1;

  g_variant_lookup (restriction, "until", "x", &until);
  g_variant_lookup (restriction, "ended", "x", &ended);
  return until > now && ended < 0;
}

/* What goes on, or asks something of staff still: of PARTS[RESTRICTIONS]. Transfer full. */
static GVariant *
open_restrictions (GVariant *restrictions)
{
  gint64 now = pl_clock_wall_ms () / 1000, due;
  GVariantBuilder open;

  g_variant_builder_init (&open, G_VARIANT_TYPE ("aa{sv}"));
  for (gsize i = 0; i < g_variant_n_children (restrictions); i++) {
    g_autoptr (GVariant) restriction = g_variant_get_child_value (restrictions, i);
    if (holds (restriction, now) || next_duty (restriction, &due) != NULL)
      g_variant_builder_add_value (&open, restriction);
  }
  return g_variant_ref_sink (g_variant_builder_end (&open));
}

static void
print_children (const Page *page)
{
  GVariantIter rows;
  const char *account, *level;
  gboolean online;
  gint64 until, left;

  g_variant_iter_init (&rows, page->parts[CHILDREN]);
  while (
      g_variant_iter_next (&rows, "(&s&sbxx@as)", &account, &level, &online, &until, &left, NULL)) {
    g_autofree char *end = pl_ctl_time_text (until);
    g_autofree char *flags = pl_ctl_flags_of (page->parts[FLAGS], account);
    printf ("  %s\t%s\t%s until %s", account, *level != '\0' ? level : "-",
            online ? "online" : "help only", end);
    if (left >= 0)
      printf (", %" G_GINT64_FORMAT " min left", left / 60);
    printf ("%s%s\n", *flags != '\0' ? "\t" : "", flags);
  }
}

static void
print_shift (GVariant *shift)
{
  g_autofree char *account = pl_ctl_field (shift, "account");
  g_autofree char *name = pl_ctl_field (shift, "name");
  g_autofree char *began = pl_ctl_time_field (shift, "began");

  printf ("  %s\t%s\tsince %s\n", account, name, began);
}

static void
print_grant (GVariant *grant)
{
  g_autofree char *child = pl_ctl_field (grant, "child");
  g_autofree char *from = pl_ctl_time_field (grant, "from");
  g_autofree char *until = pl_ctl_time_field (grant, "until");
  g_autofree char *by = pl_ctl_field (grant, "made-by");
  g_autofree char *reason = pl_ctl_field (grant, "reason");
  guint minutes = 0;

  g_variant_lookup (grant, "minutes", "u", &minutes);
  printf ("  %s\t", child);
  if (minutes > 0)
    printf ("%u min more until %s", minutes, until);
  else
    printf ("all open from %s until %s", from, until);
  printf ("\t%s\t%s\n", by, reason);
}

static void
print_restriction (GVariant *restriction)
{
  g_autofree char *id = pl_ctl_field (restriction, "id");
  g_autofree char *child = pl_ctl_field (restriction, "child");
  g_autofree char *what = pl_ctl_field (restriction, "what");
  g_autofree char *until = pl_ctl_time_field (restriction, "until");
  gint64 due;
  const char *duty = next_duty (restriction, &due);
  g_autofree char *by = pl_ctl_time_text (duty != NULL ? due : -1);

  printf ("  %s\t%s\t%s\tuntil %s", id, child, what, until);
  if (duty != NULL)
    printf ("\tnext: %s by %s", duty, by);
  putchar ('\n');
}

static void
print_request (GVariant *request)
{
  g_autofree char *id = pl_ctl_field (request, "id");
  g_autofree char *child = pl_ctl_field (request, "child");
  g_autofree char *subject = pl_ctl_request_subject (request);
  g_autofree char *words = pl_ctl_field (request, "words");

  printf ("  %s\t%s\t%s\t%s\n", id, child, subject, words);
}

static void
print_records (const char *title, GVariant *records, void (*print) (GVariant *record))
{
  gsize n = g_variant_n_children (records);

  printf ("%s:%s\n", title, n == 0 ? " none" : "");
  for (gsize i = 0; i < n; i++) {
    g_autoptr (GVariant) record = g_variant_get_child_value (records, i);
    print (record);
  }
}

/* Of staff's own accounts: children have theirs beside them. */
static void
print_staff_flags (const Page *page)
{
  g_autoptr (GHashTable) children = g_hash_table_new (g_str_hash, g_str_equal);
  GVariantIter rows;
  const char *account, *code;
  gint64 day;

  g_variant_iter_init (&rows, page->parts[CHILDREN]);
  while (g_variant_iter_next (&rows, "(&s&sbxx@as)", &account, NULL, NULL, NULL, NULL, NULL))
    g_hash_table_add (children, (char *)account);
  g_variant_iter_init (&rows, page->parts[FLAGS]);
  while (g_variant_iter_next (&rows, "(&s&sx&s)", &account, &code, &day, NULL)) {
    g_autofree char *words = pl_ctl_flag_words (code, day);
    if (!g_hash_table_contains (children, account))
      printf ("  %s %s\n", account, words);
  }
}

static void
print_text (const Page *page)
{
  GVariantIter problems;
  const char *problem;

  printf ("%s\n", page->filtering ? "The filter is on."
                                  : "The filter is not ready: children have help sites only.");
  print_records ("On shift", page->parts[SHIFTS], print_shift);
  printf ("Children:\n");
  print_children (page);
  print_records ("Requests that wait", page->parts[REQUESTS], print_request);
  print_records ("Grants", page->parts[GRANTS], print_grant);
  print_records ("Restrictions", page->parts[RESTRICTIONS], print_restriction);
  printf ("To look at:\n");
  print_staff_flags (page);
  g_variant_iter_init (&problems, page->parts[PROBLEMS]);
  while (g_variant_iter_next (&problems, "&s", &problem))
    printf ("  %s\n", problem);
}

static void
add_part (JsonBuilder *json, const char *key, GVariant *value)
{
  json_builder_set_member_name (json, key);
  json_builder_add_value (json, json_gvariant_serialize (value));
}

static void
add_children (JsonBuilder *json, const Page *page)
{
  GVariantIter rows;
  const char *account, *level;
  gboolean online;
  gint64 until, left;

  json_builder_begin_array (json);
  g_variant_iter_init (&rows, page->parts[CHILDREN]);
  while (
      g_variant_iter_next (&rows, "(&s&sbxx@as)", &account, &level, &online, &until, &left, NULL)) {
    json_builder_begin_object (json);
    pl_ctl_add_text (json, "account", account);
    pl_ctl_add_text (json, "level", level);
    pl_ctl_add_text (json, "state", online ? "online" : "help-only");
    pl_ctl_add_number (json, "until", until);
    pl_ctl_add_number (json, "left_s", left);
    json_builder_end_object (json);
  }
  json_builder_end_array (json);
}

static void
print_json (const Page *page)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  json_builder_set_member_name (json, "filtering");
  json_builder_add_boolean_value (json, page->filtering);
  json_builder_set_member_name (json, "children");
  add_children (json, page);
  json_builder_set_member_name (json, "flags");
  pl_ctl_add_flags (json, page->parts[FLAGS], NULL);
  add_part (json, "shifts", page->parts[SHIFTS]);
  add_part (json, "requests", page->parts[REQUESTS]);
  add_part (json, "grants", page->parts[GRANTS]);
  add_part (json, "restrictions", page->parts[RESTRICTIONS]);
  add_part (json, "problems", page->parts[PROBLEMS]);
  json_builder_end_object (json);
  pl_ctl_print_json (json);
}

gboolean
pl_ctl_handover (int argc, char **argv, GError **error)
{
  gboolean as_json = FALSE;
  const GOptionEntry entries[] = { { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, NULL, NULL },
                                   { NULL } };
  g_auto (Page) page = { 0 };

  if (!pl_ctl_options (&argc, &argv, entries, 0, "", error) || !read_page (&page, error))
    return FALSE;
  g_autoptr (GVariant) every = g_steal_pointer (&page.parts[RESTRICTIONS]);
  page.parts[RESTRICTIONS] = open_restrictions (every);
  if (as_json)
    print_json (&page);
  else
    print_text (&page);
  return TRUE;
}
