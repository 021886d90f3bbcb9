/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/paper/month-paper.h"

typedef struct {
  PlPaper *paper;
  const char *heading; /* of the part; NULL once it stands there */
} Part;

char *
pl_month_words (const char *code)
{
  return g_strdelimit (g_strdup (code), "-", ' ');
}

static void
add_count (JsonObject *part, const char *code, JsonNode *node, gpointer data)
{
  Part *row = data;
  JsonArray *counts = json_node_get_array (node);
  g_autofree char *what = pl_month_words (code);
  g_autofree char *before =
      g_strdup_printf ("%" G_GINT64_FORMAT, json_array_get_int_element (counts, 0));
  g_autofree char *now =
      g_strdup_printf ("%" G_GINT64_FORMAT, json_array_get_int_element (counts, 1));
  const char *cells[] = { row->heading != NULL ? row->heading : "", what, before, now };

  pl_paper_table_row (row->paper, cells);
  row->heading = NULL;
}

static void
add_part (JsonObject *parts, const char *code, JsonNode *node, gpointer data)
{
  g_autofree char *heading = pl_month_words (code);
  Part part = { data, heading };

  *heading = g_ascii_toupper (*heading);
  json_object_foreach_member (json_node_get_object (node), add_count, &part);
}

/* "November 2026", of YYYY-MM; what is none stays as it is. */
static char *
month_name (const char *month)
{
  static const char *const names[] = { "January",   "February", "March",    "April",
                                       "May",       "June",     "July",     "August",
                                       "September", "October",  "November", "December" };
  g_auto (GStrv) parts = g_strsplit (month, "-", 2);
  gint64 number;

  return g_strv_length (parts) == 2 && g_ascii_string_to_signed (parts[1], 10, 1, 12, &number, NULL)
             ? g_strdup_printf ("%s %s", names[number - 1], parts[0])
             : g_strdup (month);
}

PlPaper *
pl_month_paper_new (JsonObject *month)
{
  const char *home = json_object_get_string_member (month, "home");
  g_autofree char *before = month_name (json_object_get_string_member (month, "before"));
  g_autofree char *now = month_name (json_object_get_string_member (month, "month"));
  const char *reader = json_object_get_string_member_with_default (month, "concerns_of", NULL);
  const PlPaperColumn columns[] = { { "", 0.24 }, { "", 0.4 }, { before, 0.18 }, { now, 0.18 } };
  g_autofree char *foot =
      g_strdup_printf ("%s%sThe internet in %s", home, *home != '\0' ? "  ·  " : "", now);
  PlPaper *paper = pl_paper_new ("The month", foot);

  pl_paper_title (paper, now, *home != '\0' ? home : NULL);
  pl_paper_paragraph (paper, "Numbers of the home's records on the internet, for the monthly "
                             "visit, beside those of the month "
                             "before. No child is named.");
  pl_paper_table_begin (paper, columns, G_N_ELEMENTS (columns));
  json_object_foreach_member (json_object_get_object_member (month, "parts"), add_part, paper);
  pl_paper_table_end (paper);
  g_autofree char *concerns =
      reader != NULL
          ? g_strdup_printf ("Of concerns and incidents, which are sealed, only those are counted "
                             "that %s may read; there may be others.",
                             reader)
          : g_strdup ("Concerns and incidents are sealed, and are not counted here.");
  g_autofree char *note = g_strdup_printf (
      "Blocked names are kept for a limited time: an older month has fewer. %s What only managers "
      "and safeguarding leads read is counted where one of them asks.",
      concerns);
  pl_paper_note (paper, note);
  return paper;
}

GBytes *
pl_month_paper (JsonObject *month, GError **error)
{
  g_autoptr (PlPaper) paper = pl_month_paper_new (month);

  return pl_paper_finish (paper, error);
}
