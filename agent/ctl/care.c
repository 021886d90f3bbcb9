/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/ctl/care.h"

#include <stdio.h>
#include <string.h>

#include "agent/ctl/agent-client.h"
#include "agent/ctl/options.h"
#include "agent/ctl/record-fields.h"
#include "agent/ctl/record-list.h"
#include "agent/ctl/result.h"

#define DECISIONS ".Decisions"

static const PlCtlField restriction_fields[] = {
  { "kind", PL_CTL_TEXT },       { "ground", PL_CTL_TEXT },       { "what", PL_CTL_TEXT },
  { "behaviour", PL_CTL_TEXT },  { "place", PL_CTL_TEXT },        { "tried", PL_CTL_TEXT },
  { "decided-by", PL_CTL_TEXT }, { "used-by", PL_CTL_TEXT },      { "present", PL_CTL_TEXT },
  { "child-told", PL_CTL_TEXT }, { "child-agreed", PL_CTL_TEXT }, { "minutes", PL_CTL_NUMBER },
  { "until", PL_CTL_TIME },      { "review", PL_CTL_TIME },       { "happened", PL_CTL_TIME },
};

static const PlCtlField review_fields[] = {
  { "took-part", PL_CTL_TEXT },   { "child-view", PL_CTL_TEXT }, { "reason", PL_CTL_TEXT },
  { "level-after", PL_CTL_TEXT }, { "held", PL_CTL_DAY },        { "next", PL_CTL_DAY },
  { "provisional", PL_CTL_FLAG },
};

static gboolean
add_record (const char *method,
            const char *what,
            int argc,
            char **argv,
            const PlCtlField *fields,
            gsize n,
            GError **error)
{
  GVariant *record = pl_ctl_read_fields (&argc, &argv, fields, n, 1, "one CHILD", error);
  gint64 id;

  if (record == NULL)
    return FALSE;
  g_autoptr (GVariant) reply = pl_ctl_call_agent (
      DECISIONS, method, g_variant_new ("(s@a{sv})", argv[1], record), "(x)", error);
  if (reply == NULL)
    return FALSE;
  g_variant_get (reply, "(x)", &id);
  if (!pl_ctl_result_number (what, id))
    printf ("%s %" G_GINT64_FORMAT "\n", what, id);
  return TRUE;
}

gboolean
pl_ctl_restriction_add (int argc, char **argv, GError **error)
{
  return add_record ("Restrict", "restriction", argc, argv, restriction_fields,
                     G_N_ELEMENTS (restriction_fields), error);
}

gboolean
pl_ctl_review_add (int argc, char **argv, GError **error)
{
  return add_record ("AddReview", "review", argc, argv, review_fields, G_N_ELEMENTS (review_fields),
                     error);
}

gboolean
pl_ctl_emergency_stop (int argc, char **argv, GError **error)
{
  GVariant *record = pl_ctl_read_fields (&argc, &argv, restriction_fields,
                                         G_N_ELEMENTS (restriction_fields), 0, "", error);

  if (record == NULL)
    return FALSE;
  g_autoptr (GVariant) reply = pl_ctl_call_agent (DECISIONS, "EmergencyStop",
                                                  g_variant_new ("(@a{sv})", record), "()", error);
  return reply != NULL;
}

/* The duties of a restriction that are not done, "manager-told by TIME, ..." */
static char *
open_duties (GVariant *record)
{
  g_autoptr (GVariant) duties =
      g_variant_lookup_value (record, "duties", G_VARIANT_TYPE ("a(sxs)"));
  GString *text = g_string_new (NULL);

  for (gsize i = 0; duties != NULL && i < g_variant_n_children (duties); i++) {
    const char *duty, *state;
    gint64 due;
    g_variant_get_child (duties, i, "(&sx&s)", &duty, &due, &state);
    if (g_str_equal (state, "done") || g_str_equal (state, "late"))
      continue;
    g_autofree char *by = pl_ctl_time_text (due);
    g_string_append_printf (text, "%s%s by %s%s%s", text->len > 0 ? ", " : "", duty, by,
                            g_str_equal (state, "open") ? "" : ": ",
                            g_str_equal (state, "open") ? "" : state);
  }
  return g_string_free (text, FALSE);
}

static void
print_restriction (GVariant *record)
{
  g_autofree char *id = pl_ctl_field (record, "id");
  g_autofree char *child = pl_ctl_field (record, "child");
  g_autofree char *from = pl_ctl_time_field (record, "from");
  g_autofree char *until = pl_ctl_time_field (record, "until");
  g_autofree char *ended = pl_ctl_time_field (record, "ended");
  g_autofree char *what = pl_ctl_field (record, "what");
  g_autofree char *duties = open_duties (record);
  gboolean early = !g_str_equal (ended, "-");

  printf ("%s\t%s\t%s to %s%s\t%s\t%s\n", id, child, from, early ? ended : until,
          early ? " (ended)" : "", what, *duties != '\0' ? duties : "all done");
}

static void
print_review (GVariant *record)
{
  g_autofree char *id = pl_ctl_field (record, "id");
  g_autofree char *child = pl_ctl_field (record, "child");
  g_autofree char *held = pl_ctl_time_field (record, "held");
  g_autofree char *next = pl_ctl_time_field (record, "next");
  g_autofree char *before = pl_ctl_field (record, "level-before");
  g_autofree char *after = pl_ctl_field (record, "level-after");
  g_autofree char *reason = pl_ctl_field (record, "reason");

  printf ("%s\t%s\t%.10s\t%s to %s\tnext %.10s\t%s\n", id, child, held,
          *before != '\0' ? before : "-", after, next, reason);
}

static gboolean
list (const char *method, int argc, char **argv, void (*print) (GVariant *record), GError **error)
{
  g_auto (PlCtlPage) page = { 0 };

  return pl_ctl_page (&page, argc, argv, NULL, error) &&
         pl_ctl_list (
             DECISIONS, method,
             g_variant_new ("(sxu)", pl_ctl_page_child (&page), page.before, (guint)page.limit),
             page.json, print, error);
}

gboolean
pl_ctl_restriction_list (int argc, char **argv, GError **error)
{
  return list ("ListRestrictions", argc, argv, print_restriction, error);
}

gboolean
pl_ctl_review_list (int argc, char **argv, GError **error)
{
  return list ("ListReviews", argc, argv, print_review, error);
}

static gboolean
call_done (const char *method, GVariant *arguments, GError **error)
{
  g_autoptr (GVariant) reply = pl_ctl_call_agent (DECISIONS, method, arguments, "()", error);

  return reply != NULL;
}

gboolean
pl_ctl_restriction_end (int argc, char **argv, GError **error)
{
  g_autofree char *worked = NULL;
  const GOptionEntry entries[] = {
    { "worked", 0, 0, G_OPTION_ARG_STRING, &worked, NULL, NULL },
    { NULL },
  };
  gint64 id;

  if (!pl_ctl_options (&argc, &argv, entries, 1, "the ID of a restriction", error) ||
      !pl_ctl_number ("ID", argv[1], &id, error))
    return FALSE;
  if (worked == NULL)
    return pl_ctl_wrong (error, "--worked is wanted: whether it did, in words");
  return call_done ("EndRestriction", g_variant_new ("(xs)", id, worked), error);
}

gboolean
pl_ctl_restriction_duty (int argc, char **argv, GError **error)
{
  g_autofree char *note = NULL;
  const GOptionEntry entries[] = {
    { "note", 0, 0, G_OPTION_ARG_STRING, &note, NULL, NULL },
    { NULL },
  };
  gint64 id;

  if (!pl_ctl_options (&argc, &argv, entries, 2, "the ID of a restriction and a DUTY", error) ||
      !pl_ctl_number ("ID", argv[1], &id, error))
    return FALSE;
  if (note == NULL)
    return pl_ctl_wrong (error, "--note is wanted: with whom, and what was said");
  return call_done ("DoDuty", g_variant_new ("(xss)", id, argv[2], note), error);
}

gboolean
pl_ctl_restriction_hold (int argc, char **argv, GError **error)
{
  g_autofree char *reason = NULL, *until_text = NULL;
  const GOptionEntry entries[] = {
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, NULL, NULL },
    { "until", 0, 0, G_OPTION_ARG_STRING, &until_text, NULL, NULL },
    { NULL },
  };
  gint64 id, until = 0;

  if (!pl_ctl_options (&argc, &argv, entries, 1, "the ID of a restriction", error) ||
      !pl_ctl_number ("ID", argv[1], &id, error) ||
      (until_text != NULL && !pl_ctl_time ("--until", until_text, &until, error)))
    return FALSE;
  if (reason == NULL)
    return pl_ctl_wrong (error, "--reason is wanted: why the family is not told yet");
  return call_done ("HoldFamily", g_variant_new ("(xxs)", id, until, reason), error);
}
