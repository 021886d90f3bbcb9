/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/paper/form-paper.h"

/* A field of a form, and how much is to be written. */
typedef struct {
  const char *title;
  const char *hint;
  guint lines;
} Blank;

/* Regulation 35's fields, and what staff have to do by when. */
static const Blank restriction[] = {
  { "Child", NULL, 1 },
  { "What is restricted", NULL, 2 },
  { "From when, until when", "there is always an end", 1 },
  { "Looked at again", "before it ends", 1 },
  { "Ground", "significant harm / serious damage / a criminal offence / other", 1 },
  { "The behaviour that led to it", NULL, 3 },
  { "Where and when", NULL, 1 },
  { "What was tried first", NULL, 3 },
  { "Decided by", NULL, 1 },
  { "Used by", NULL, 1 },
  { "Who was present", NULL, 1 },
  { "The child was told", "yes / no / partly", 1 },
  { "The child agreed", "yes / no / partly", 1 },
};

static const Blank duties[] = {
  { "The manager was told", "within 24 hours: when, by whom", 1 },
  { "The social worker was told", "within 24 hours: who, when, by whom", 1 },
  { "The family was told", "within 24 hours, unless the police or the social worker ask to wait",
    1 },
  { "The manager spoke with the person who used it", "within 48 hours", 2 },
  { "Signed by the manager", "within 48 hours", 1 },
  { "The child was spoken with", "within 5 days: in the child's own words", 4 },
  { "Did it work", "when it has ended", 2 },
};

static void
add_blanks (PlPaper *paper, const Blank *blanks, gsize n)
{
  for (gsize i = 0; i < n; i++)
    pl_paper_blank (paper, blanks[i].title, blanks[i].hint, blanks[i].lines);
}

/* "safeguarding-board" as people write it. g_free. */
static char *
spelled (const char *codes)
{
  g_auto (GStrv) parts = g_strsplit (codes, " ", -1);
  g_autofree char *joined = g_strjoinv (" / ", parts);

  return g_strdelimit (g_steal_pointer (&joined), "-", ' ');
}

static void
add_field (PlPaper *paper, const PlRecordField *field)
{
  static const char *const hints[] = { NULL,           NULL,    "day, month, year",
                                       "day and time", NULL,    "yes / no",
                                       NULL,           "number" };
  g_autofree char *choices = field->type == PL_RECORD_CHOICE ? spelled (field->choices) : NULL;

  pl_paper_blank (paper, field->title, choices != NULL ? choices : hints[field->type],
                  field->type == PL_RECORD_TEXT ? 4 : 1);
}

static void
add_fields (PlPaper *paper, const PlRecordKind *kind, gboolean at_end)
{
  for (gsize i = 0; i < kind->n_fields; i++)
    if ((kind->fields[i].need >= PL_RECORD_MAY_END) == at_end)
      add_field (paper, &kind->fields[i]);
}

static void
add_kind (PlPaper *paper, const PlRecordKind *kind)
{
  if (kind->subject == PL_RECORD_OF_CHILD || kind->subject == PL_RECORD_OF_ANY_CHILD)
    pl_paper_blank (paper, "Child", NULL, 1);
  else if (kind->subject == PL_RECORD_OF_STAFF)
    pl_paper_blank (paper, "Member of staff", NULL, 1);
  add_fields (paper, kind, FALSE);
  for (gsize i = 0; i < kind->n_steps; i++) {
    g_autofree char *hint = g_strdup_printf ("within %u h: when, by whom", kind->steps[i].hours);
    if (i == 0)
      pl_paper_heading (paper, "Steps");
    pl_paper_blank (paper, kind->steps[i].title, hint, 1);
  }
  if (pl_record_kind_closes (kind)) {
    pl_paper_heading (paper, "At the end");
    add_fields (paper, kind, TRUE);
  }
}

PlPaper *
pl_form_paper_new (const PlRecordKind *kind, const char *home)
{
  const char *title = kind != NULL ? kind->title : "Restriction";
  g_autofree char *foot =
      g_strdup_printf ("%s%s%s: to be typed into Porchlight and kept until the record is complete",
                       home, *home != '\0' ? "  ·  " : "", title);
  PlPaper *paper = pl_paper_new (title, foot);

  pl_paper_title (paper, title, *home != '\0' ? home : NULL);
  if (kind != NULL) {
    add_kind (paper, kind);
  } else {
    pl_paper_notice (
        paper, "One child, one form: a group is not restricted. A restriction never follows from "
               "what a child told in a concern.");
    add_blanks (paper, restriction, G_N_ELEMENTS (restriction));
    pl_paper_heading (paper, "What staff do, and by when");
    add_blanks (paper, duties, G_N_ELEMENTS (duties));
  }
  pl_paper_blank (paper, "Written by, day and time, signature", NULL, 1);
  return paper;
}

GBytes *
pl_form_paper (const PlRecordKind *kind, const char *home, GError **error)
{
  g_autoptr (PlPaper) paper = pl_form_paper_new (kind, home);

  return pl_paper_finish (paper, error);
}
