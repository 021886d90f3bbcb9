/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/today/today-words.h"

#include <glib/gi18n.h>

#include "gui/app/clock.h"
#include "gui/app/time-words.h"

#define MINUTE 60
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)

/* What is nearer than that is said in hours; what is due later, as a day. */
#define HOURS_UP_TO (2 * DAY)

const char *
pl_staff_child_name (PlRecord *today, const char *account)
{
  g_autoptr (GVariant) children = pl_record_value (today, "children", G_VARIANT_TYPE ("aa{sv}"));
  const char *one = "", *name = "";

  /* The texts are the record's: they stay when these references go. */
  for (gsize i = 0; children != NULL && i < g_variant_n_children (children); i++) {
    g_autoptr (GVariant) child = g_variant_get_child_value (children, i);
    if (g_variant_lookup (child, "account", "&s", &one) && g_str_equal (one, account) &&
        g_variant_lookup (child, "name", "&s", &name))
      return name;
  }
  return account;
}

void
pl_staff_children_add (PlRecord *today, GtkStringList *names, GPtrArray *accounts)
{
  g_autoptr (GVariant) rows = pl_record_value (today, "children", G_VARIANT_TYPE ("aa{sv}"));

  for (gsize i = 0; rows != NULL && i < g_variant_n_children (rows); i++) {
    g_autoptr (GVariant) row = g_variant_get_child_value (rows, i);
    g_autoptr (PlRecord) child = pl_record_new (row);
    const char *account = pl_record_text (child, "account"), *name = pl_record_text (child, "name");
    gtk_string_list_append (names, *name != '\0' ? name : account);
    g_ptr_array_add (accounts, g_strdup (account));
  }
}

char *
pl_staff_short_duration (gint64 seconds)
{
  gint64 unit = seconds < HOUR ? MINUTE : seconds < HOURS_UP_TO ? HOUR : DAY;
  int n = (int)(seconds / unit);

  if (unit == MINUTE)
    /* Translators: a number of minutes, as short as can be. */
    return g_strdup_printf (g_dngettext (NULL, "%d min", "%d min", (gulong)n), n);
  if (unit == HOUR)
    /* Translators: a number of hours, as short as can be. */
    return g_strdup_printf (g_dngettext (NULL, "%d h", "%d h", (gulong)n), n);
  return g_strdup_printf (g_dngettext (NULL, "%d day", "%d days", (gulong)n), n);
}

char *
pl_staff_ago (PlRecord *today, gint64 instant)
{
  gint64 passed = pl_record_number (today, "now") - instant;

  if (passed < MINUTE)
    return g_strdup (C_ ("today", "just now"));
  if (passed < DAY) {
    g_autofree char *duration = pl_words_duration (passed);
    /* Translators: "2 minutes ago". */
    return g_strdup_printf (C_ ("today", "%s ago"), duration);
  }
  return g_strdup_printf (g_dngettext (NULL, "%d day ago", "%d days ago", (gulong)(passed / DAY)),
                          (int)(passed / DAY));
}

static char *
day_of (gint64 instant)
{
  g_autoptr (GDateTime) at = pl_app_time (instant);

  return at != NULL ? pl_words_short_day (at) : g_strdup ("");
}

char *
pl_staff_due (PlRecord *today, gint64 instant)
{
  gint64 left = instant - pl_record_number (today, "now");

  if (left < 0)
    return g_strdup (C_ ("today", "overdue"));
  if (left >= HOURS_UP_TO)
    return day_of (instant);
  g_autofree char *duration = pl_staff_short_duration (left);
  /* Translators: "5 h left". */
  return g_strdup_printf (C_ ("today", "%s left"), duration);
}

const char *
pl_staff_due_state (PlRecord *today, gint64 instant)
{
  gint64 left = instant - pl_record_number (today, "now");

  return left < 0 ? "bad-now" : left < HOURS_UP_TO ? "soon-now" : "closed-now";
}

char *
pl_staff_who (PlRecord *today)
{
  const char *name = pl_record_text (today, "name");

  if (pl_record_number (today, "shift") < 0)
    return g_strdup (name);
  /* Translators: a name. */
  return g_strdup_printf (C_ ("today", "%s, on shift"), name);
}
