/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/children/why-words.h"

#include <glib/gi18n.h>

#include "gui/app/english.h"
#include "gui/staff/children/child-words.h"
#include "gui/staff/source-words.h"
#include "policy/sites/site-reason.h"

#define DAY_S (24 * 3600)

/* What decided, as Sites.Explain has it, and what would change it. */
static const struct {
  const char *cause, *change;
  gboolean opens; /* by staff's own act */
} causes[] = {
  { "adult", NC_ ("why", "Control has ended: nothing is closed."), FALSE },
  { "help", NC_ ("why", "Help is open for every child at every hour. Nobody can close it."),
    FALSE },
  { "always",
    NC_ ("why",
         "Nothing opens it here: it is closed for every child at every level. "
         "Is the list wrong? Tell who looks after the lists."),
    FALSE },
  { "contact", NC_ ("why", "Open while the agreed contact is. A review changes that."), FALSE },
  { "age", NC_ ("why", "Social networks open from 13 on, after a placement review."), FALSE },
  { "home-help", NC_ ("why", "A help site that your home has added."), FALSE },
  { "help-only", NC_ ("why", "More time would open the internet now."), FALSE },
  { "own-allow", NC_ ("why", "It is on the child’s own list of open sites."), FALSE },
  { "own-block", NC_ ("why", "It is on the child’s own list of closed sites. You can open it."),
    TRUE },
  { "learning", NC_ ("why", "It is a learning site."), FALSE },
  { "chosen-only", NC_ ("why", "Only chosen sites are open at this level. You can open this one."),
    TRUE },
  { "level", NC_ ("why", "The level closes it. You can open it, or change the level at a review."),
    TRUE },
  { "default", NC_ ("why", "No list has it."), FALSE },
  { "safe-search", NC_ ("why", "It has no safe form. You can open it all the same."), TRUE },
  { "other-network",
    NC_ ("why", "This computer is on a network that is not for children. Connect to the home’s."),
    FALSE },
};

static PlRecord *
finding_of (PlRecord *child, const char *when)
{
  g_autoptr (GVariant) fields = pl_record_value (child, when, G_VARIANT_TYPE_VARDICT);

  return fields != NULL ? pl_record_new (fields)
                        : pl_record_new (g_variant_new_array (G_VARIANT_TYPE ("{sv}"), NULL, 0));
}

static gboolean
is (PlRecord *finding, const char *key, const char *value)
{
  return g_str_equal (pl_record_text (finding, key), value);
}

/* Closed for the hour alone: what holds in the child's hours is another matter. */
static gboolean
is_of_the_hour (PlRecord *now)
{
  return is (now, "cause", "help-only");
}

const char *
pl_why_pill (PlRecord *child)
{
  g_autoptr (PlRecord) now = finding_of (child, "now");

  if (is (now, "verdict", "help"))
    return C_ ("why", "always open");
  if (is (now, "verdict", "allow"))
    return C_ ("why", "open");
  if (!is (now, "verdict", "block"))
    return C_ ("why", "not known");
  return is_of_the_hour (now) ? C_ ("why", "closed now") : C_ ("why", "closed");
}

const char *
pl_why_state (PlRecord *child)
{
  g_autoptr (PlRecord) now = finding_of (child, "now");

  return is (now, "verdict", "")        ? "soon-now"
         : is (now, "verdict", "block") ? "closed-now"
                                        : "open-now";
}

static void
add_line (GString *words, const char *line)
{
  if (*line == '\0')
    return;
  if (words->len > 0)
    g_string_append_c (words, '\n');
  g_string_append (words, line);
}

static const char *
change_words (PlRecord *finding)
{
  for (guint i = 0; i < G_N_ELEMENTS (causes); i++)
    if (is (finding, "cause", causes[i].cause))
      return g_dpgettext2 (NULL, "why", causes[i].change);
  return "";
}

/* "Gambling sites"; a list of the home's own by its name. Transfer full. */
static char *
list_words (const char *category)
{
  g_autoptr (PlCategories) shipped = pl_categories_new (NULL, NULL);

  return pl_categories_find (shipped, category) == PL_CATEGORY_NONE
             ? g_strdup (category)
             : pl_site_category_text (category, pl_screen_policy_language ());
}

static void
add_finding (GString *words, PlRecord *finding)
{
  const char *rule = pl_record_text (finding, "rule");
  const char *category = pl_record_text (finding, "category");

  if (is (finding, "verdict", "block") && !is_of_the_hour (finding)) {
    /* Translators: a sentence that the child reads. */
    g_autofree char *line =
        g_strdup_printf (C_ ("why", "The child reads: “%s”"), pl_record_text (finding, "reason"));
    add_line (words, line);
  }
  if (*rule != '\0') {
    g_autofree char *list = list_words (category);
    g_autofree char *line =
        *category != '\0'
            /* Translators: a name of a site, and a kind of sites: "Gambling sites", or the name of a list. */
            ? g_strdup_printf (C_ ("why", "Rule: %1$s, in the list %2$s."), rule, list)
            /* Translators: a name of a site. */
            : g_strdup_printf (C_ ("why", "Rule: %s."), rule);
    add_line (words, line);
  }
  if (pl_record_flag (finding, "safe"))
    add_line (words, C_ ("why", "Its safe form is shown: the level asks for safe search."));
  add_line (words, change_words (finding));
}

static void
add_hour (GString *words, PlRecord *child)
{
  gint64 until = pl_record_number (child, "until");
  g_autofree char *time = until > 0 ? pl_child_time_words (until) : NULL;
  /* Translators: a time of day, or a weekday and a time. */
  g_autofree char *line = time != NULL ? g_strdup_printf (C_ ("why", "Help only until %s."), time)
                                       : g_strdup (C_ ("why", "Help only for now."));

  add_line (words, line);
}

char *
pl_why_words (PlRecord *child)
{
  g_autoptr (PlRecord) now = finding_of (child, "now"), hours = finding_of (child, "hours");
  g_autoptr (GString) words = g_string_new (NULL);

  if (is (now, "verdict", ""))
    return g_strdup (C_ ("why", "The filter did not say. Test it under Today."));
  if (!is_of_the_hour (now)) {
    add_finding (words, now);
    return g_strdup (words->str);
  }
  add_hour (words, child);
  if (is (hours, "verdict", "block") && !is_of_the_hour (hours))
    add_line (words, C_ ("why", "It is closed in the child’s own hours, too."));
  else
    add_line (words, C_ ("why", "It is open in the child’s own hours."));
  add_finding (words, is_of_the_hour (hours) ? now : hours);
  return g_strdup (words->str);
}

gboolean
pl_why_can_open (PlRecord *child)
{
  g_autoptr (PlRecord) hours = finding_of (child, "hours");

  for (guint i = 0; i < G_N_ELEMENTS (causes); i++)
    if (is (hours, "cause", causes[i].cause))
      return causes[i].opens;
  return FALSE;
}

static char *
age_words (gint64 fetched, gint64 now)
{
  int days = (int)((now - fetched) / DAY_S);

  if (fetched <= 0)
    return g_strdup (C_ ("why", "not come yet"));
  if (days <= 0)
    return g_strdup (C_ ("why", "of today"));
  return g_strdup_printf (ngettext ("%d day old", "%d days old", days), days);
}

char *
pl_why_lists (GVariant *lists, gint64 now)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (gsize i = 0; i < g_variant_n_children (lists); i++) {
    g_autoptr (GVariant) fields = g_variant_get_child_value (lists, i);
    g_autoptr (PlRecord) list = pl_record_new (fields);
    g_autofree char *age = age_words (pl_record_number (list, "fetched"), now);
    /* Translators: the title of a list, how old it is, and what it covers. */
    g_autofree char *line = g_strdup_printf (C_ ("why", "%1$s, %2$s. %3$s."),
                                             pl_source_title (pl_record_text (list, "title")), age,
                                             pl_source_coverage (pl_record_text (list, "covers")));
    add_line (words, line);
  }
  return g_strdup (words->str);
}
