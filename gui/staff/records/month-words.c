/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/records/month-words.h"

#include <glib/gi18n.h>

#include "gui/staff/records/record-words.h"
#include "policy/care/record-kind.h"
#include "policy/paper/month-paper.h"

static const struct {
  const char *part, *code, *words; /* code: NULL for the part itself */
} table[] = {
  { "filter-checks", NULL, NC_ ("month", "Was the filter checked?") },
  { "filter-checks", "ok", NC_ ("month", "Checks that found it in order") },
  { "filter-checks", "failed", NC_ ("month", "Checks that found something") },
  { "records", NULL, NC_ ("month", "What was written down") },
  { "restrictions", NULL, NC_ ("month", "Restrictions") },
  { "restrictions", "begun", NC_ ("month", "Restrictions that began") },
  { "restrictions", "duties-late-or-overdue", NC_ ("month", "Duties done late, or not yet") },
  { "reviews", NULL, NC_ ("month", "Placement reviews") },
  { "reviews", "held", NC_ ("month", "Reviews that were held") },
  { "requests", NULL, NC_ ("month", "What children asked for") },
  { "requests", "made", NC_ ("month", "Asked") },
  { "requests", "granted", NC_ ("month", "Answered with yes") },
  { "requests", "denied", NC_ ("month", "Answered with no") },
  { "rules", NULL, NC_ ("month", "The internet rules") },
  { "rules", "signed", NC_ ("month", "Children who signed") },
  { "rules", "declined", NC_ ("month", "Children who declined") },
  { "rules", "comment", NC_ ("month", "Comments of children") },
  { "blocked", NULL, NC_ ("month", "How often sites were blocked") },
  { "blocked", "own-list", NC_ ("month", "A child’s own list") },
  { "concerns", NULL, NC_ ("month", "What children told") },
  { "concerns-seen", NULL, NC_ ("month", "How soon it was seen") },
};

static char *
find (const char *part, const char *code)
{
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_str_equal (table[i].part, part) && g_strcmp0 (table[i].code, code) == 0)
      return g_strdup (g_dpgettext2 (NULL, "month", table[i].words));
  return NULL;
}

/* "key-work session" of "key-work", and with ": closed" of "key-work-closed". NULL: not a kind of records. */
static char *
record_words (const char *code)
{
  const PlRecordKind *kind = pl_record_kind (code);

  if (kind != NULL)
    return g_strdup (pl_record_say (kind->title));
  if (!g_str_has_suffix (code, "-closed"))
    return NULL;
  g_autofree char *open = g_strndup (code, strlen (code) - strlen ("-closed"));
  kind = pl_record_kind (open);
  /* Translators: %s is a kind of record: "Referral: closed". */
  return kind != NULL ? g_strdup_printf (C_ ("month", "%s: closed"), pl_record_say (kind->title))
                      : NULL;
}

/* What has no words of its own is spelled, with a capital. */
static char *
spelled (const char *code)
{
  char *words = pl_month_words (code);

  *words = g_ascii_toupper (*words);
  return words;
}

char *
pl_month_part_words (const char *part)
{
  char *words = find (part, NULL);

  return words != NULL ? words : spelled (part);
}

char *
pl_month_count_words (const char *part, const char *code)
{
  char *words = find (part, code);

  if (words == NULL && g_str_equal (part, "records"))
    words = record_words (code);
  return words != NULL ? words : spelled (code);
}
