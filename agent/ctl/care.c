/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/ctl/care.h"

#include <stdio.h>
#include <string.h>

#include "agent/ctl/agent-client.h"
#include "agent/ctl/options.h"
#include "agent/ctl/record-list.h"

#define DECISIONS ".Decisions"

/* What a field is typed as, and travels as. */
typedef enum {
  TEXT,
  NUMBER,
  TIME,
  DAY,
  FLAG,
} FieldType;

/* One option that is a field of the record of the same name (policy/dbus). */
typedef struct {
  const char *name;
  FieldType type;
} Field;

static const Field restriction_fields[] = {
  { "kind", TEXT },    { "ground", TEXT },     { "what", TEXT },         { "behaviour", TEXT },
  { "place", TEXT },   { "tried", TEXT },      { "decided-by", TEXT },   { "used-by", TEXT },
  { "present", TEXT }, { "child-told", TEXT }, { "child-agreed", TEXT }, { "minutes", NUMBER },
  { "until", TIME },   { "review", TIME },     { "happened", TIME },
};

static const Field review_fields[] = {
  { "took-part", TEXT }, { "child-view", TEXT }, { "reason", TEXT },      { "level-after", TEXT },
  { "held", DAY },       { "next", DAY },        { "provisional", FLAG },
};

#define FIELDS_MAX 16

/* A field as it was typed. */
typedef struct {
  char *text;
  gboolean flag;
} Typed;

static gboolean
add_field (GVariantBuilder *record, const Field *field, const Typed *typed, GError **error)
{
  GVariant *value = NULL;
  gint64 number;

  if (field->type == FLAG)
    value = typed->flag ? g_variant_new_boolean (TRUE) : NULL;
  else if (typed->text == NULL)
    return TRUE;
  else if (field->type == TEXT)
    value = g_variant_new_string (typed->text);
  else if (field->type == NUMBER) {
    if (!g_ascii_string_to_signed (typed->text, 10, 0, G_MAXINT, &number, NULL))
      return pl_ctl_wrong (error, "--%s \"%s\" is not a number", field->name, typed->text);
    value = g_variant_new_uint32 ((guint)number);
  } else {
    if (field->type == TIME ? !pl_ctl_time (field->name, typed->text, &number, error)
                            : !pl_ctl_day (field->name, typed->text, &number, error))
      return FALSE;
    value = g_variant_new_int64 (number);
  }
  if (value != NULL)
    g_variant_builder_add (record, "{sv}", field->name, value);
  return TRUE;
}

/* Reads options into a record (a{sv}, floating), and leaves the other arguments. NULL and an error. */
static GVariant *
read_record (int *argc, char ***argv, const Field *fields, gsize n, int arguments, GError **error)
{
  GOptionEntry entries[FIELDS_MAX + 1] = { { NULL } };
  Typed typed[FIELDS_MAX] = { { NULL } };
  GVariantBuilder record;

  for (gsize i = 0; i < n; i++)
    entries[i] = (GOptionEntry){
      .long_name = fields[i].name,
      .arg = fields[i].type == FLAG ? G_OPTION_ARG_NONE : G_OPTION_ARG_STRING,
      .arg_data = fields[i].type == FLAG ? (gpointer)&typed[i].flag : (gpointer)&typed[i].text,
    };
  g_variant_builder_init (&record, G_VARIANT_TYPE_VARDICT);
  gboolean read = pl_ctl_options (argc, argv, entries, arguments, "one CHILD", error);
  for (gsize i = 0; i < n; i++) {
    read = read && add_field (&record, &fields[i], &typed[i], error);
    g_free (typed[i].text);
  }
  if (read)
    return g_variant_builder_end (&record);
  g_variant_builder_clear (&record);
  return NULL;
}

static gboolean
add_record (const char *method,
            const char *what,
            int argc,
            char **argv,
            const Field *fields,
            gsize n,
            GError **error)
{
  GVariant *record = read_record (&argc, &argv, fields, n, 1, error);
  gint64 id;

  if (record == NULL)
    return FALSE;
  g_autoptr (GVariant) reply = pl_ctl_call_agent (
      DECISIONS, method, g_variant_new ("(s@a{sv})", argv[1], record), "(x)", error);
  if (reply == NULL)
    return FALSE;
  g_variant_get (reply, "(x)", &id);
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
  GVariant *record =
      read_record (&argc, &argv, restriction_fields, G_N_ELEMENTS (restriction_fields), 0, error);

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
