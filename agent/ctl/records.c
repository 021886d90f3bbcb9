/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/ctl/records.h"

#include <json-glib/json-glib.h>
#include <stdio.h>
#include <string.h>

#include "agent/ctl/agent-client.h"
#include "agent/ctl/options.h"
#include "agent/ctl/record-fields.h"
#include "agent/ctl/record-list.h"
#include "agent/ctl/result.h"
#include "policy/care/record-kind.h"

#define RECORDS ".Records"

#define HEADLINE 60 /* characters of a record in a list */

/* The kind that is the first argument, which is taken away. NULL and an error. */
static const PlRecordKind *
take_kind (int *argc, char ***argv, GError **error)
{
  const PlRecordKind *kind = *argc > 1 ? pl_record_kind ((*argv)[1]) : NULL;

  if (kind == NULL) {
    GString *kinds = g_string_new (NULL);
    for (gsize i = 0; i < pl_record_n_kinds; i++)
      g_string_append_printf (kinds, "%s%s", i > 0 ? ", " : "", pl_record_kinds[i].id);
    pl_ctl_wrong (error, "a KIND is wanted: %s", kinds->str);
    g_string_free (kinds, TRUE);
    return NULL;
  }
  (*argc)--;
  (*argv)++;
  return kind;
}

static const char *
type_word (const PlRecordField *field)
{
  static const char *const words[] = { "WORDS", "TEXT",   "YYYY-MM-DD", "TIME",
                                       "",      "yes|no", "SITE",       "ID" };

  return field->type == PL_RECORD_CHOICE ? field->choices : words[field->type];
}

/* What --help says of a kind. */
static void
print_kind (const PlRecordKind *kind)
{
  static const char *const needs[] = { "", "wanted", "when closed", "wanted when closed" };

  printf ("%s: %s\n\n", kind->title, kind->what);
  for (gsize i = 0; i < kind->n_fields; i++) {
    const PlRecordField *field = &kind->fields[i];
    printf ("  --%-20s %-34s %s%s%s\n", field->name, field->title, type_word (field),
            field->need != PL_RECORD_MAY ? "; " : "", needs[field->need]);
  }
  for (gsize i = 0; i < kind->n_steps; i++)
    printf ("%s  %-22s %s, within %u h\n", i == 0 ? "\nSteps:\n" : "", kind->steps[i].code,
            kind->steps[i].title, kind->steps[i].hours);
}

static gboolean
is_help (int argc, char **argv)
{
  return argc > 1 && (strcmp (argv[argc - 1], "--help") == 0 || strcmp (argv[argc - 1], "-h") == 0);
}

/* Days and flags are checked by the agent as they are typed; times are this computer's. */
static GVariant *
read_fields (const PlRecordKind *kind,
             int *argc,
             char ***argv,
             int arguments,
             const char *names,
             GError **error)
{
  PlCtlField fields[PL_RECORD_FIELDS_MAX];

  G_STATIC_ASSERT (PL_RECORD_FIELDS_MAX <= PL_CTL_FIELDS_MAX);
  for (gsize i = 0; i < kind->n_fields; i++)
    fields[i] = (PlCtlField){ kind->fields[i].name,
                              kind->fields[i].type == PL_RECORD_TIME ? PL_CTL_TIME : PL_CTL_TEXT };
  return pl_ctl_read_fields (argc, argv, fields, kind->n_fields, arguments, names, error);
}

gboolean
pl_ctl_record_add (int argc, char **argv, GError **error)
{
  const PlRecordKind *kind = take_kind (&argc, &argv, error);
  gint64 id;

  if (kind == NULL)
    return FALSE;
  if (is_help (argc, argv)) {
    print_kind (kind);
    return TRUE;
  }
  gboolean nobody = kind->subject == PL_RECORD_OF_HOME;
  gboolean anybody = kind->subject == PL_RECORD_OF_ANY_CHILD;
  GVariant *fields =
      read_fields (kind, &argc, &argv, anybody ? -1 : !nobody,
                   kind->subject == PL_RECORD_OF_STAFF ? "one ACCOUNT" : "one CHILD", error);
  if (fields == NULL)
    return FALSE;
  g_autoptr (GVariant) reply = pl_ctl_call_agent (
      RECORDS, "Add", g_variant_new ("(ss@a{sv})", kind->id, argc > 1 ? argv[1] : "", fields),
      "(x)", error);
  if (reply == NULL)
    return FALSE;
  g_variant_get (reply, "(x)", &id);
  if (!pl_ctl_result_number (kind->id, id))
    printf ("%s %" G_GINT64_FORMAT "\n", kind->id, id);
  return TRUE;
}

static gboolean
call_done (const char *method, GVariant *arguments, GError **error)
{
  g_autoptr (GVariant) reply = pl_ctl_call_agent (RECORDS, method, arguments, "()", error);

  return reply != NULL;
}

/* --reason is no field: it is taken out before the fields are read. */
static gboolean
take_reason (int *argc, char ***argv, char **reason, GError **error)
{
  const GOptionEntry entries[] = {
    { "reason", 0, 0, G_OPTION_ARG_STRING, reason, NULL, NULL },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) foreign = NULL;

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_ignore_unknown_options (context, TRUE);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, argc, argv, &foreign))
    return pl_ctl_wrong (error, "%s", foreign->message);
  return *reason != NULL || pl_ctl_wrong (error, "--reason is wanted: why it is amended");
}

/* The version that a record has now. */
static gboolean
read_version (gint64 id, gint64 *version, GError **error)
{
  g_autoptr (GVariant) reply =
      pl_ctl_call_agent (RECORDS, "Get", g_variant_new ("(x)", id), "(a{sv}aa{sv})", error);

  if (reply == NULL)
    return FALSE;
  g_autoptr (GVariant) record = g_variant_get_child_value (reply, 0);
  return g_variant_lookup (record, "version", "x", version);
}

gboolean
pl_ctl_record_amend (int argc, char **argv, GError **error)
{
  const PlRecordKind *kind = take_kind (&argc, &argv, error);
  g_autofree char *reason = NULL;
  gint64 id, version;

  if (kind == NULL || !take_reason (&argc, &argv, &reason, error))
    return FALSE;
  GVariant *fields = read_fields (kind, &argc, &argv, 1, "the ID of a record", error);
  g_autoptr (GVariant) owned = fields != NULL ? g_variant_ref_sink (fields) : NULL;
  return owned != NULL && pl_ctl_number ("ID", argv[1], &id, error) &&
         read_version (id, &version, error) &&
         call_done ("Amend", g_variant_new ("(xx@a{sv}s)", id, version, owned, reason), error);
}

gboolean
pl_ctl_record_close (int argc, char **argv, GError **error)
{
  const PlRecordKind *kind = take_kind (&argc, &argv, error);
  gint64 id;

  if (kind == NULL)
    return FALSE;
  GVariant *fields = read_fields (kind, &argc, &argv, 1, "the ID of a record", error);
  g_autoptr (GVariant) owned = fields != NULL ? g_variant_ref_sink (fields) : NULL;
  return owned != NULL && pl_ctl_number ("ID", argv[1], &id, error) &&
         call_done ("Close", g_variant_new ("(x@a{sv})", id, owned), error);
}

gboolean
pl_ctl_record_step (int argc, char **argv, GError **error)
{
  const PlRecordKind *kind = take_kind (&argc, &argv, error);
  g_autofree char *note = NULL;
  const GOptionEntry entries[] = {
    { "note", 0, 0, G_OPTION_ARG_STRING, &note, NULL, NULL },
    { NULL },
  };
  gint64 id;

  if (kind == NULL ||
      !pl_ctl_options (&argc, &argv, entries, 2, "the ID of a record and a STEP", error) ||
      !pl_ctl_number ("ID", argv[1], &id, error))
    return FALSE;
  if (note == NULL)
    return pl_ctl_wrong (error, "--note is wanted: with whom, and what came of it");
  return call_done ("DoStep", g_variant_new ("(xss)", id, argv[2], note), error);
}

/* The first words of a record. g_free. */
static char *
headline (const PlRecordKind *kind, GVariant *record)
{
  for (gsize i = 0; i < kind->n_fields; i++) {
    PlRecordType type = kind->fields[i].type;
    g_autofree char *words = pl_ctl_field (record, kind->fields[i].name);
    if (*words != '\0' &&
        (type == PL_RECORD_LINE || type == PL_RECORD_TEXT || type == PL_RECORD_SITE))
      return g_utf8_strlen (words, -1) <= HEADLINE ? g_steal_pointer (&words)
                                                   : g_utf8_substring (words, 0, HEADLINE);
  }
  return g_strdup ("");
}

static void
print_row (GVariant *record)
{
  g_autofree char *id = pl_ctl_field (record, "id");
  g_autofree char *made = pl_ctl_time_field (record, "made");
  g_autofree char *name = pl_ctl_field (record, "kind");
  g_autofree char *subject = pl_ctl_field (record, "subject");
  g_autofree char *closed = pl_ctl_time_field (record, "closed");
  g_autofree char *due = pl_ctl_time_field (record, "due");
  const PlRecordKind *kind = pl_record_kind (name);
  g_autofree char *words = kind != NULL ? headline (kind, record) : g_strdup ("");
  const char *state = !g_str_equal (closed, "-")      ? "closed"
                      : kind != NULL && kind->repeats ? "recorded"
                                                      : "open";

  printf ("%s\t%s\t%s\t%s\t%s\t%s\t%s\n", id, made, name, *subject != '\0' ? subject : "-", state,
          due, words);
}

gboolean
pl_ctl_record_list (int argc, char **argv, GError **error)
{
  const PlRecordKind *kind = argc > 1 && argv[1][0] != '-' ? take_kind (&argc, &argv, error) : NULL;
  gboolean all = argc <= 1 || argv[1][0] == '-';
  g_auto (PlCtlPage) page = { 0 };
  gboolean open = FALSE;
  const GOptionEntry more = { "open", 0, 0, G_OPTION_ARG_NONE, &open, NULL, NULL };

  if (kind == NULL && !all)
    return FALSE;
  return pl_ctl_page (&page, argc, argv, &more, error) &&
         pl_ctl_list (RECORDS, "List",
                      g_variant_new ("(ssbxu)", kind != NULL ? kind->id : "",
                                     pl_ctl_page_child (&page), open, page.before,
                                     (guint)page.limit),
                      page.json, print_row, error);
}

/* A field as it is read: a time in words, a text with its lines. */
static void
print_field (const PlRecordField *field, GVariant *record)
{
  g_autofree char *text = field->type == PL_RECORD_TIME ? pl_ctl_time_field (record, field->name)
                                                        : pl_ctl_field (record, field->name);

  if (*text != '\0' && !g_str_equal (text, "-"))
    printf ("  %s: %s\n", field->title, text);
}

static void
print_steps (const PlRecordKind *kind, GVariant *record)
{
  g_autoptr (GVariant) steps = g_variant_lookup_value (record, "steps", G_VARIANT_TYPE ("a(sxx)"));

  for (gsize i = 0; steps != NULL && i < g_variant_n_children (steps); i++) {
    const char *code;
    gint64 due, done;
    g_variant_get_child (steps, i, "(&sxx)", &code, &due, &done);
    g_autofree char *by = pl_ctl_time_text (due);
    g_autofree char *at = pl_ctl_time_text (done);
    int step = pl_record_step (kind, code);
    printf ("  [%s] %s: %s (%s %s)\n", done >= 0 ? "x" : " ", code,
            step >= 0 ? kind->steps[step].title : "", done >= 0 ? "done" : "by",
            done >= 0 ? at : by);
  }
}

static void
print_entry (const PlRecordKind *kind, GVariant *entry)
{
  g_autofree char *made = pl_ctl_time_field (entry, "made");
  g_autofree char *what = pl_ctl_field (entry, "what");
  g_autofree char *by = pl_ctl_field (entry, "by");
  g_autofree char *step = pl_ctl_field (entry, "step");
  g_autofree char *note = pl_ctl_field (entry, "note");

  printf ("%s\t%s\t%s%s%s\t%s\n", made, by, what, *step != '\0' ? " " : "", step, note);
  g_autoptr (GVariant) fields = g_variant_lookup_value (entry, "fields", G_VARIANT_TYPE_VARDICT);
  if (g_str_equal (what, "amended") && fields != NULL)
    for (gsize i = 0; i < kind->n_fields; i++)
      print_field (&kind->fields[i], fields);
}

static void
print_record (const PlRecordKind *kind, GVariant *record, GVariant *history)
{
  g_autofree char *id = pl_ctl_field (record, "id");
  g_autofree char *subject = pl_ctl_field (record, "subject");

  printf ("%s %s%s%s\n", kind->title, id, *subject != '\0' ? ": " : "", subject);
  for (gsize i = 0; i < kind->n_fields; i++)
    print_field (&kind->fields[i], record);
  print_steps (kind, record);
  for (gsize i = 0; i < g_variant_n_children (history); i++) {
    g_autoptr (GVariant) entry = g_variant_get_child_value (history, i);
    print_entry (kind, entry);
  }
}

gboolean
pl_ctl_record_show (int argc, char **argv, GError **error)
{
  const PlRecordKind *kind = take_kind (&argc, &argv, error);
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, NULL, NULL },
    { NULL },
  };
  gint64 id;

  if (kind == NULL || !pl_ctl_options (&argc, &argv, entries, 1, "the ID of a record", error) ||
      !pl_ctl_number ("ID", argv[1], &id, error))
    return FALSE;
  g_autoptr (GVariant) reply =
      pl_ctl_call_agent (RECORDS, "Get", g_variant_new ("(x)", id), "(a{sv}aa{sv})", error);
  if (reply == NULL)
    return FALSE;
  g_autoptr (GVariant) record = g_variant_get_child_value (reply, 0);
  g_autoptr (GVariant) history = g_variant_get_child_value (reply, 1);
  g_autofree char *is = pl_ctl_field (record, "kind");
  if (!g_str_equal (is, kind->id))
    return pl_ctl_wrong (error, "record %s is of kind %s", argv[1], is);
  if (json) {
    g_autoptr (JsonNode) root = json_gvariant_serialize (reply);
    g_autofree char *text = json_to_string (root, FALSE);
    puts (text);
  } else {
    print_record (kind, record, history);
  }
  return TRUE;
}

static void
print_due (GVariant *row)
{
  g_autofree char *id = pl_ctl_field (row, "id");
  g_autofree char *due = pl_ctl_time_field (row, "due");
  g_autofree char *kind = pl_ctl_field (row, "kind");
  g_autofree char *subject = pl_ctl_field (row, "subject");
  g_autofree char *step = pl_ctl_field (row, "step");
  g_autofree char *what = pl_ctl_field (row, "what");
  gboolean overdue = FALSE;

  g_variant_lookup (row, "overdue", "b", &overdue);
  printf ("%s\t%s\t%s\t%s\t%s\t%s%s%s\n", due, overdue ? "overdue" : "open", kind,
          g_str_equal (id, "0") ? "-" : id, *subject != '\0' ? subject : "-", step,
          *step != '\0' ? ": " : "", what);
}

gboolean
pl_ctl_record_due (int argc, char **argv, GError **error)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, NULL, NULL },
    { NULL },
  };

  return pl_ctl_options (&argc, &argv, entries, 0, "", error) &&
         pl_ctl_list (RECORDS, "ListDue", NULL, json, print_due, error);
}
