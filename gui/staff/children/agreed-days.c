/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/children/agreed-days.h"

#include <glib/gi18n.h>

#include "gui/app/time-words.h"
#include "gui/app/typed-day.h"
#include "gui/staff/children/hours-words.h"
#include "gui/staff/sheet.h"
#include "gui/widgets/label.h"
#include "policy/time/timetable.h"

/* The longest school holiday, and some days: what one press may write. */
#define DAYS_MAX 60

struct _PlAgreedDays {
  PlAgreedRows parent;
  GtkEditable *first, *last, *hours;
  GtkLabel *problem;
};

G_DEFINE_FINAL_TYPE (PlAgreedDays, pl_agreed_days, PL_TYPE_AGREED_ROWS)

/* FALSE where it is none. */
static gboolean
parse_day (const char *text, GDate *date)
{
  g_autofree char *day = pl_typed_day (text);
  int year, month, of_month;

  if (day == NULL || sscanf (day, "%d-%d-%d", &year, &month, &of_month) != 3)
    return FALSE;
  g_date_clear (date, 1);
  g_date_set_dmy (date, (GDateDay)of_month, (GDateMonth)month, (GDateYear)year);
  return TRUE;
}

static char *
pl_agreed_days_title (PlAgreedPart *part, const char *key)
{
  return pl_words_date (key);
}

static char *
pl_agreed_days_subtitle (PlAgreedRows *rows, const char *value, const char *more)
{
  return *value == '\0' ? g_strdup (C_ ("agreed", "closed all day")) : pl_hours_words (value);
}

static char *
typed (GtkEditable *text)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (text)));
}

/* What was typed wrongly; NULL: nothing. *windows: transfer full. */
static const char *
read_form (PlAgreedDays *days, GDate *first, GDate *last, char **windows)
{
  g_autofree char *from = typed (days->first), *to = typed (days->last);

  *windows = typed (days->hours);
  if (g_ascii_strcasecmp (*windows, "none") == 0)
    **windows = '\0';
  else if (**windows == '\0')
    return C_ ("agreed", "Say the hours, like 09:00-23:00, or none.");
  g_autofree PlWindows *parsed = pl_windows_parse (*windows, NULL);
  if (parsed == NULL)
    return C_ ("agreed", "Write hours like 09:00-23:00; more than one with a semicolon.");
  if (!parse_day (from, first) || !parse_day (*to != '\0' ? to : from, last))
    return C_ ("agreed", "Write days like 25/12/2026.");
  int length = g_date_days_between (first, last);
  if (length < 0)
    return C_ ("agreed", "The last day is before the first.");
  return length >= DAYS_MAX ? C_ ("agreed", "That is too long: write it as two.") : NULL;
}

static void
on_add (PlAgreedDays *days)
{
  g_autofree char *windows = NULL;
  GDate day, last;
  const char *wrong = read_form (days, &day, &last, &windows);

  pl_label_say (days->problem, wrong != NULL ? wrong : "");
  if (wrong != NULL) {
    gtk_widget_grab_focus (GTK_WIDGET (days->first));
    return;
  }
  for (; g_date_compare (&day, &last) <= 0; g_date_add_days (&day, 1)) {
    char key[sizeof "YYYY-MM-DD" + 8];
    g_date_strftime (key, sizeof key, "%Y-%m-%d", &day);
    pl_agreed_rows_set (PL_AGREED_ROWS (days), key, windows, NULL);
  }
  gtk_editable_set_text (days->first, "");
  gtk_editable_set_text (days->last, "");
  pl_agreed_part_changed (PL_AGREED_PART (days));
}

static void
pl_agreed_days_class_init (PlAgreedDaysClass *class)
{
  PlAgreedRowsClass *rows_class = PL_AGREED_ROWS_CLASS (class);

  PL_AGREED_PART_CLASS (class)->title = pl_agreed_days_title;
  rows_class->section = "Exceptions";
  rows_class->subtitle = pl_agreed_days_subtitle;
}

static void
pl_agreed_days_init (PlAgreedDays *days)
{
  GtkBox *fields = pl_agreed_rows_get_fields (PL_AGREED_ROWS (days));

  pl_agreed_rows_name (PL_AGREED_ROWS (days), C_ ("agreed", "Days of exception"));
  days->first = pl_sheet_add_day (fields, C_ ("agreed", "Day, or the first of them"));
  days->last = pl_sheet_add_day (fields, C_ ("agreed", "Last day, if there are more"));
  days->hours = pl_sheet_add_field (
      fields, C_ ("agreed", "Hours, like 09:00-23:00; none: closed all day"), 0);
  days->problem = pl_sheet_add_text (fields, "complaint", NULL);
  pl_sheet_add_button (fields, C_ ("agreed", "Add to the list"), NULL, G_CALLBACK (on_add), days);
}

PlAgreedPart *
pl_agreed_days_new (void)
{
  return g_object_new (PL_TYPE_AGREED_DAYS, NULL);
}
