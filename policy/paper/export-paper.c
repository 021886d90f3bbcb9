/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/paper/export-paper.h"

#include <stdio.h>
#include <string.h>

#include "policy/care/record-kind.h"
#include "policy/paper/export-paper-private.h"

const char *
pl_export_text (JsonObject *object, const char *key)
{
  return json_object_get_string_member_with_default (object, key, "");
}

char *
pl_export_readable (const char *value)
{
  static const char *const months[] = { "January",   "February", "March",    "April",
                                        "May",       "June",     "July",     "August",
                                        "September", "October",  "November", "December" };
  int year, month, day, hour, minute, end = 0;

  if (sscanf (value, "%4d-%2d-%2dT%2d:%2d:%*2d%n", &year, &month, &day, &hour, &minute, &end) ==
          5 &&
      end > 0 && month >= 1 && month <= 12)
    return g_strdup_printf ("%d %s %d, %02d:%02d", day, months[month - 1], year, hour, minute);
  if (strlen (value) == strlen ("YYYY-MM-DD") &&
      sscanf (value, "%4d-%2d-%2d", &year, &month, &day) == 3 && month >= 1 && month <= 12)
    return g_strdup_printf ("%d %s %d", day, months[month - 1], year);
  return g_strdup (value);
}

static char *
readable_member (JsonObject *object, const char *key)
{
  return pl_export_readable (pl_export_text (object, key));
}

/* "significant-harm" as people write it. g_free. */
static char *
spelled (const char *code)
{
  return g_strdelimit (g_strdup (code), "-", ' ');
}

void
pl_export_field (PlPaper *paper, const char *name, const char *value)
{
  g_autofree char *shown = pl_export_readable (value);

  if (*shown != '\0')
    pl_paper_field (paper, name, shown);
}

static JsonArray *
rows_of (JsonObject *export, const char *part)
{
  return json_object_get_array_member (export, part);
}

/* A part's heading, and that there is nothing, where it is so. FALSE: nothing. */
static gboolean
begin_part (PlPaper *paper, JsonArray *rows, const char *heading)
{
  pl_paper_heading (paper, heading);
  if (json_array_get_length (rows) > 0)
    return TRUE;
  pl_paper_note (paper, "None in this period.");
  return FALSE;
}

/* Which keys of a row are shown, under which names. */
typedef struct {
  const char *key;
  const char *name;
} Shown;

static void
add_shown (PlPaper *paper, JsonObject *row, const Shown *shown)
{
  for (; shown->key != NULL; shown++) {
    g_autofree char *value = g_str_equal (shown->key, "ground")
                                 ? spelled (pl_export_text (row, shown->key))
                                 : g_strdup (pl_export_text (row, shown->key));
    pl_export_field (paper, shown->name, value);
  }
}

static char *
entitled (const char *what, JsonObject *row, const char *when)
{
  g_autofree char *at = readable_member (row, when);

  return g_strdup_printf ("%s %" G_GINT64_FORMAT ", %s", what,
                          json_object_get_int_member (row, "id"), at);
}

static void
add_reviews (PlPaper *paper, JsonObject *export)
{
  static const Shown shown[] = {
    { "took-part", "Who took part" }, { "child-view", "The child's view" },
    { "reason", "Reason" },           { "level-before", "Level before" },
    { "level-after", "Level after" }, { "next", "Next review" },
    { "made-by", "Written by" },      { NULL, NULL }
  };
  JsonArray *rows = rows_of (export, "reviews");

  if (!begin_part (paper, rows, "Placement reviews"))
    return;
  for (guint i = 0; i < json_array_get_length (rows); i++) {
    JsonObject *row = json_array_get_object_element (rows, i);
    g_autofree char *title = entitled ("Review", row, "held");
    pl_paper_subheading (paper, title);
    add_shown (paper, row, shown);
  }
}

/* "the manager was told: done" */
static const char *
duty_in_words (const char *duty)
{
  static const Shown words[] = { { "record", "Record made" },
                                 { "manager-told", "Manager told" },
                                 { "social-worker-told", "Social worker told" },
                                 { "family-told", "Family told" },
                                 { "manager-spoke", "Manager spoke with the person who used it" },
                                 { "signed", "Signed by the manager" },
                                 { "child-spoke", "Spoken with the child" },
                                 { NULL, NULL } };

  for (const Shown *word = words; word->key != NULL; word++)
    if (g_str_equal (word->key, duty))
      return word->name;
  return duty;
}

static void
add_duties (PlPaper *paper, JsonArray *duties)
{
  for (guint i = 0; i < json_array_get_length (duties); i++) {
    JsonObject *duty = json_array_get_object_element (duties, i);
    g_autofree char *due = readable_member (duty, "due");
    g_autofree char *stands = g_strdup_printf ("%s%s%s", pl_export_text (duty, "state"),
                                               *due != '\0' ? ", due by " : "", due);
    pl_export_field (paper, duty_in_words (pl_export_text (duty, "duty")), stands);
  }
}

static void
add_restrictions (PlPaper *paper, JsonObject *export)
{
  static const Shown shown[] = { { "what", "What" },
                                 { "from", "From" },
                                 { "until", "Until" },
                                 { "ended", "Ended early" },
                                 { "ended-by", "Ended by" },
                                 { "ground", "Ground" },
                                 { "behaviour", "Behaviour that led to it" },
                                 { "place", "Where" },
                                 { "happened", "When" },
                                 { "tried", "Tried first" },
                                 { "decided-by", "Decided by" },
                                 { "used-by", "Used by" },
                                 { "present", "Who was present" },
                                 { "child-told", "The child was told" },
                                 { "child-agreed", "The child agreed" },
                                 { "worked", "Whether it worked" },
                                 { "made-by", "Written by" },
                                 { NULL, NULL } };
  JsonArray *rows = rows_of (export, "restrictions");

  if (!begin_part (paper, rows, "Restrictions"))
    return;
  for (guint i = 0; i < json_array_get_length (rows); i++) {
    JsonObject *row = json_array_get_object_element (rows, i);
    g_autofree char *title = entitled ("Restriction", row, "from");
    pl_paper_subheading (paper, title);
    add_shown (paper, row, shown);
    if (json_object_has_member (row, "duties"))
      add_duties (paper, json_object_get_array_member (row, "duties"));
  }
}

/* What was written into it after it was made. */
static void
add_history (PlPaper *paper, JsonArray *history)
{
  for (guint i = 1; i < json_array_get_length (history); i++) {
    JsonObject *entry = json_array_get_object_element (history, i);
    g_autofree char *at = readable_member (entry, "made");
    g_autofree char *line = g_strdup_printf (
        "%s%s%s, %s%s%s", pl_export_text (entry, "what"),
        *pl_export_text (entry, "step") != '\0' ? " " : "", pl_export_text (entry, "step"),
        pl_export_text (entry, "by"), *pl_export_text (entry, "note") != '\0' ? ": " : "",
        pl_export_text (entry, "note"));
    pl_export_field (paper, at, line);
  }
}

static void
add_records (PlPaper *paper, JsonObject *export)
{
  JsonArray *rows = rows_of (export, "records");

  if (!begin_part (paper, rows, "Records of care"))
    return;
  for (guint i = 0; i < json_array_get_length (rows); i++) {
    JsonObject *row = json_array_get_object_element (rows, i);
    const PlRecordKind *kind = pl_record_kind (pl_export_text (row, "kind"));
    if (kind == NULL)
      continue;
    g_autofree char *title = entitled (kind->title, row, "made");
    pl_paper_subheading (paper, title);
    for (gsize j = 0; j < kind->n_fields; j++) {
      const char *value = pl_export_text (row, kind->fields[j].name);
      gboolean choice = kind->fields[j].type == PL_RECORD_CHOICE;
      g_autofree char *shown = choice ? spelled (value) : g_strdup (value);
      pl_export_field (paper, kind->fields[j].title, shown);
    }
    pl_export_field (paper, "Written by", pl_export_text (row, "made-by"));
    pl_export_field (paper, "Closed", pl_export_text (row, "closed"));
    add_history (paper, json_object_get_array_member (row, "history"));
  }
}

/* A table of a part: each column's key, title and share. */
typedef struct {
  const char *part, *heading;
  struct {
    const char *key;
    PlPaperColumn column;
  } columns[PL_PAPER_COLUMNS_MAX];
} Table;

static const Table grants = { "grants",
                              "More time that was given",
                              { { "from", { "From", 0.22 } },
                                { "until", { "Until", 0.22 } },
                                { "minutes", { "Minutes", 0.1 } },
                                { "reason", { "Why", 0.34 } },
                                { "made-by", { "By", 0.12 } } } };
static const Table requests = { "requests",
                                "What the child asked for",
                                { { "made", { "When", 0.21 } },
                                  { "kind", { "What", 0.08 } },
                                  { "site", { "Site", 0.18 } },
                                  { "words", { "In the child's words", 0.22 } },
                                  { "state", { "Answer", 0.1 } },
                                  { "reason", { "Why", 0.21 } } } };
static const Table rules = { "rules",
                             "The home's internet rules",
                             { { "made", { "When", 0.22 } },
                               { "version", { "Version", 0.13 } },
                               { "what", { "What", 0.11 } },
                               { "words", { "In the child's words", 0.29 } },
                               { "answer", { "Staff's answer", 0.25 } } } };
static const Table versions = { "profile_versions",
                                "What was agreed: the child's profile",
                                { { "made", { "In force since", 0.22 } },
                                  { "made-by", { "By", 0.1 } },
                                  { "reason", { "Why", 0.28 } },
                                  { "text", { "Profile", 0.4 } } } };
static const Table usage = {
  "usage", "Time online", { { "day", { "Day", 0.5 } }, { "seconds", { "Minutes online", 0.5 } } }
};
static const Table blocked = { "blocked",
                               "Blocked names",
                               { { "date", { "Day", 0.2 } },
                                 { "name", { "Name", 0.38 } },
                                 { "category", { "Kind", 0.18 } },
                                 { "times", { "Times", 0.08 } },
                                 { "last", { "Last", 0.16 } } } };
static const Table log_of_acts = { "log",
                                   "The log of staff's acts about this child",
                                   { { "serial", { "No.", 0.08 } },
                                     { "time", { "When", 0.2 } },
                                     { "actor", { "Who", 0.11 } },
                                     { "kind", { "What", 0.17 } },
                                     { "text", { "In detail", 0.44 } } } };

/* An act's details, "reason: bed time; minutes: 20". g_free. */
static char *
details (JsonObject *object)
{
  g_autoptr (GList) keys = json_object_get_members (object);
  GString *line = g_string_new (NULL);

  for (GList *key = keys; key != NULL; key = key->next) {
    JsonNode *node = json_object_get_member (object, key->data);
    g_autofree char *value = json_node_get_value_type (node) == G_TYPE_STRING
                                 ? pl_export_readable (json_node_get_string (node))
                                 : json_to_string (node, FALSE);
    if (*value != '\0')
      g_string_append_printf (line, "%s%s: %s", line->len > 0 ? "; " : "", (const char *)key->data,
                              value);
  }
  return g_string_free (line, FALSE);
}

/* "27 November 2026, 06:36" as "27 Nov 2026, 06:36": a column has little room. Takes the text. */
static char *
shortened (char *moment)
{
  int day, year, hour, minute, end = 0;
  char month[16];

  if (sscanf (moment, "%2d %15[A-Za-z] %4d, %2d:%2d%n", &day, month, &year, &hour, &minute, &end) !=
          5 ||
      end == 0 || moment[end] != '\0')
    return moment;
  g_free (moment);
  return g_strdup_printf ("%d %.3s %d, %02d:%02d", day, month, year, hour, minute);
}

/* A cell in words. g_free. */
static char *
cell (JsonObject *row, const char *key)
{
  JsonNode *node = json_object_get_member (row, key);

  if (node == NULL)
    return g_strdup ("");
  if (JSON_NODE_HOLDS_OBJECT (node))
    return details (json_node_get_object (node));
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return shortened (g_strchomp (pl_export_readable (json_node_get_string (node))));
  if (g_str_equal (key, "seconds"))
    return g_strdup_printf ("%" G_GINT64_FORMAT, (json_node_get_int (node) + 59) / 60);
  return json_to_string (node, FALSE);
}

static void
add_table (PlPaper *paper, JsonObject *export, const Table *table)
{
  JsonArray *rows = rows_of (export, table->part);
  PlPaperColumn columns[PL_PAPER_COLUMNS_MAX];
  gsize n = 0;

  if (!begin_part (paper, rows, table->heading))
    return;
  for (; n < PL_PAPER_COLUMNS_MAX && table->columns[n].key != NULL; n++)
    columns[n] = table->columns[n].column;
  pl_paper_table_begin (paper, columns, n);
  for (guint i = 0; i < json_array_get_length (rows); i++) {
    char *cells[PL_PAPER_COLUMNS_MAX] = { NULL };
    for (gsize j = 0; j < n; j++)
      cells[j] = cell (json_array_get_object_element (rows, i), table->columns[j].key);
    pl_paper_table_row (paper, (const char *const *)cells);
    for (gsize j = 0; j < n; j++)
      g_free (cells[j]);
  }
  pl_paper_table_end (paper);
}

/* Whether the record of acts is whole, in words. */
static void
add_chain (PlPaper *paper, JsonObject *chain)
{
  JsonArray *findings = json_object_get_array_member (chain, "findings");
  g_autoptr (GString) said = g_string_new (NULL);
  gint64 erased = json_object_get_int_member (chain, "erased");

  if (json_array_get_length (findings) == 0)
    g_string_append_printf (
        said,
        "The record of staff's acts was looked through when this was made: %" G_GINT64_FORMAT
        " entries, none altered, none missing.",
        json_object_get_int_member (chain, "entries"));
  else
    g_string_append (said, "THE RECORD OF STAFF'S ACTS WAS ALTERED:");
  for (guint i = 0; i < json_array_get_length (findings); i++)
    g_string_append_printf (said, "\n%s", json_array_get_string_element (findings, i));
  if (erased > 0)
    g_string_append_printf (said,
                            " What %" G_GINT64_FORMAT
                            " of them said was erased when its time was over; that they "
                            "were there still shows.",
                            erased);
  g_string_append_printf (
      said,
      "\nIts newest entry is number %" G_GINT64_FORMAT ", with the hash\n%s\nThe same stands at "
      "the foot of every page; \"porchlightctl audit verify --head HASH\" finds it.",
      json_object_get_int_member (chain, "serial"), pl_export_text (chain, "hash"));
  pl_paper_notice (paper, said->str);
}

static void
add_left_out (PlPaper *paper, JsonObject *left_out)
{
  gint64 named = json_object_get_int_member (left_out, "others_named");
  gint64 act_days = json_object_get_int_member (left_out, "act_days");
  g_autoptr (GString) said = g_string_new (NULL);

  pl_paper_heading (paper, "What is not in it");
  g_string_append_printf (said,
                          "Time online and blocked names are kept for %" G_GINT64_FORMAT
                          " days, and deleted then.",
                          json_object_get_int_member (left_out, "usage_days"));
  if (act_days > 0)
    g_string_append_printf (said, " What the log says is erased after %" G_GINT64_FORMAT " days.",
                            act_days);
  if (json_object_get_boolean_member (left_out, "blocked_cut"))
    g_string_append (said, " There are more blocked names than the newest 1,000, which are here.");
  g_string_append (said, " Visits to help sites, sites that are open, and what is on the screen "
                         "are never recorded. Records that only managers and safeguarding leads "
                         "read are in it where one of them made it. Concerns are sealed to their "
                         "readers: ");
  g_string_append (said, json_object_get_boolean_member (left_out, "concerns")
                             ? "none is in it."
                             : "those that whoever made this may read are in it, and no others, "
                               "if there are any.");
  pl_paper_paragraph (paper, said->str);
  g_autofree char *others =
      named > 0
          ? g_strdup_printf (
                "Other children were named in %" G_GINT64_FORMAT
                " places, where it now says [another child]. Names are found as profiles spell "
                "them: a nickname or a description is not, and an ordinary word that is also a "
                "name is "
                "replaced, too.",
                named)
          : g_strdup ("No other child is named in it as the profiles spell their names; nicknames "
                      "and descriptions "
                      "cannot be found by a program.");
  pl_paper_paragraph (paper, others);
}

static void
add_beginning (PlPaper *paper, JsonObject *export)
{
  JsonObject *child = json_object_get_object_member (export, "child");
  JsonObject *period = json_object_get_object_member (export, "period");
  JsonObject *made = json_object_get_object_member (export, "made");
  JsonObject *home = json_object_get_object_member (export, "home");
  g_autofree char *from = readable_member (period, "from");
  g_autofree char *to = readable_member (period, "to");
  g_autofree char *at = readable_member (made, "at");
  g_autofree char *below = g_strdup_printf ("Internet records, %s to %s", from, to);
  g_autofree char *by = g_strdup_printf ("%s, by %s", at, pl_export_text (made, "by"));
  const char *name = *pl_export_text (child, "name") != '\0' ? pl_export_text (child, "name")
                                                             : pl_export_text (child, "account");

  pl_paper_title (paper, name, below);
  pl_export_field (paper, "Home", pl_export_text (home, "name"));
  pl_export_field (paper, "Account", pl_export_text (child, "account"));
  pl_export_field (paper, "Level now", pl_export_text (child, "level"));
  pl_export_field (paper, "Made", by);
  pl_export_field (paper, "Times are of", pl_export_text (home, "timezone"));
  pl_paper_space (paper, 6);
  add_chain (paper, json_object_get_object_member (export, "chain"));
}

GBytes *
pl_export_paper (JsonObject *export, GError **error)
{
  JsonObject *chain = json_object_get_object_member (export, "chain");
  g_autofree char *foot = g_strdup_printf (
      "Confidential: records of a child.  Porchlight, made %s\nhead %" G_GINT64_FORMAT " %s",
      pl_export_text (json_object_get_object_member (export, "made"), "at"),
      json_object_get_int_member (chain, "serial"), pl_export_text (chain, "hash"));
  g_autoptr (PlPaper) paper = pl_paper_new ("Internet records of a child", foot);

  add_beginning (paper, export);
  add_left_out (paper, json_object_get_object_member (export, "left_out"));
  add_reviews (paper, export);
  add_restrictions (paper, export);
  add_records (paper, export);
  pl_export_add_concerns (paper, export);
  add_table (paper, export, &requests);
  add_table (paper, export, &grants);
  add_table (paper, export, &rules);
  add_table (paper, export, &versions);
  add_table (paper, export, &usage);
  add_table (paper, export, &blocked);
  add_table (paper, export, &log_of_acts);
  return pl_paper_finish (paper, error);
}
