/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/home/home-file-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gui/app/time-words.h"
#include "gui/app/typed-day.h"
#include "gui/staff/saving.h"
#include "gui/staff/sheet.h"
#include "policy/people/key-edit.h"

#define FILE "home.conf"

/* One row of text: a key of the home file (porchlight.conf(5)). */
typedef struct {
  const char *section, *key, *title;
  gboolean day;
} Field;

#define FIELDS_MAX 7

/* By PlHomeMatter. */
static const struct {
  const char *title, *hint;
  Field fields[FIELDS_MAX];
} matters[] = {
  [PL_HOME_ABOUT] = { NC_ ("home", "Name and time zone"),
                      NC_ ("home",
                           "The name stands at the top of every page. Times are read in this "
                           "zone, such as Europe/London."),
                      { { "Home", "Name", NC_ ("home", "Name of the home") },
                        { "Home", "Timezone", NC_ ("home", "Time zone") },
                        { "Device", "Room", NC_ ("home", "Room that this computer stands in") } } },
  [PL_HOME_MAXIMUM] = { NC_ ("home", "The most time in a week"),
                        NC_ ("home",
                             "No child’s timetable goes beyond it. Write 12:00-22:00; more "
                             "than one with a semicolon. An empty day sets no limit. none: "
                             "closed all day. A change takes two names: yours, and the head "
                             "of risk’s whom you asked."),
                        { { "Timetable", "Monday", NC_ ("home", "Monday") },
                          { "Timetable", "Tuesday", NC_ ("home", "Tuesday") },
                          { "Timetable", "Wednesday", NC_ ("home", "Wednesday") },
                          { "Timetable", "Thursday", NC_ ("home", "Thursday") },
                          { "Timetable", "Friday", NC_ ("home", "Friday") },
                          { "Timetable", "Saturday", NC_ ("home", "Saturday") },
                          { "Timetable", "Sunday", NC_ ("home", "Sunday") } } },
  [PL_HOME_HELP] = { NC_ ("home", "Help sites and numbers"),
                     NC_ ("home",
                          "They come in addition to those that Porchlight brings, which nobody "
                          "can take away. Official numbers only, never a person’s own."),
                     { { "Help", "Sites",
                         NC_ ("home", "Help sites, like example.org; with semicolons") },
                       { "Help", "Numbers",
                         NC_ ("home", "Numbers, like Office: 01632 960 112; with semicolons") } } },
  [PL_HOME_RULES] = { NC_ ("home", "Version and review of the rules"),
                      NC_ ("home",
                           "Children sign each version anew. Where the version is empty, it is "
                           "the day of the last change."),
                      { { "Rules", "Version", NC_ ("home", "Version") },
                        { "Rules", "Review", NC_ ("home", "Next review"), TRUE } } },
  [PL_HOME_KEPT] = { NC_ ("home", "How long records are kept"),
                     NC_ ("home",
                          "In days. Records are kept so long after they are over; what is open "
                          "stays. "
                          "Empty, or 0: for good. The law has the home keep case records for 75 "
                          "years "
                          "and its other records for 15; it need not be on this computer."),
                     { { "Records", "UsageDays",
                         NC_ ("home", "Minutes online and blocked names, from 7 to 400") },
                       { "Records", "ActDays", NC_ ("home", "Records, and what the log says") } } },
};

struct _PlHomeFilePage {
  PlSubpage parent;
  PlHomeMatter matter;
  PlSaving *saving;
  GtkEditable *texts[FIELDS_MAX];
};

G_DEFINE_FINAL_TYPE (PlHomeFilePage, pl_home_file_page, PL_TYPE_SUBPAGE)

static guint
n_fields (PlHomeMatter matter)
{
  guint n = 0;

  while (n < FIELDS_MAX && matters[matter].fields[n].key != NULL)
    n++;
  return n;
}

/* As it is typed; value: nullable. A closed day is a key with nothing in it. */
static char *
as_typed (PlHomeMatter matter, const Field *field, const char *value)
{
  if (value == NULL)
    return g_strdup ("");
  if (field->day)
    return pl_typed_day_text (value);
  return g_strdup (*value == '\0' && matter == PL_HOME_MAXIMUM ? "none" : value);
}

/* As it is read. */
static char *
in_words (PlHomeMatter matter, const Field *field, const char *value)
{
  g_autofree char *day = field->day && value != NULL ? pl_words_date (value) : NULL;

  return day != NULL ? g_steal_pointer (&day) : as_typed (matter, field, value);
}

const char *
pl_home_matter_title (PlHomeMatter matter)
{
  return g_dpgettext2 (NULL, "home", matters[matter].title);
}

char *
pl_home_matter_summary (const char *text, PlHomeMatter matter)
{
  g_autoptr (GString) summary = g_string_new (NULL);

  for (guint i = 0; i < n_fields (matter); i++) {
    const Field *field = &matters[matter].fields[i];
    g_autofree char *value = pl_key_value (text, field->section, field->key);
    g_autofree char *words = in_words (matter, field, value);
    if (*words == '\0')
      continue;
    g_string_append (summary, summary->len > 0 ? "\n" : "");
    if (matter == PL_HOME_MAXIMUM || matter == PL_HOME_KEPT)
      g_string_append_printf (summary, "%s: ", g_dpgettext2 (NULL, "home", field->title));
    g_string_append (summary, words);
  }
  if (summary->len == 0)
    g_string_append (summary, matter == PL_HOME_MAXIMUM ? C_ ("home", "no limit of the home’s")
                                                        : C_ ("home", "nothing of the home’s own"));
  return g_string_free (g_steal_pointer (&summary), FALSE);
}

/* What was typed stays, unless it is to be another. */
static void
show (gpointer data)
{
  PlHomeFilePage *page = data;

  for (guint i = 0; i < n_fields (page->matter); i++) {
    const Field *field = &matters[page->matter].fields[i];
    g_autofree char *value =
        pl_file_edit_wanted (pl_saving_edit (page->saving), field->section, field->key);
    g_autofree char *text = as_typed (page->matter, field, value);

    if (strcmp (text, gtk_editable_get_text (page->texts[i])) != 0)
      gtk_editable_set_text (page->texts[i], text);
  }
}

/* As the file has it; NULL: the key goes. What is no day the agent complains of. Transfer full. */
static char *
as_written (PlHomeMatter matter, const Field *field, const char *text)
{
  g_autofree char *day = field->day ? pl_typed_day (text) : NULL;

  if (matter == PL_HOME_MAXIMUM && g_ascii_strcasecmp (text, "none") == 0)
    return g_strdup ("");
  if (day != NULL)
    return g_steal_pointer (&day);
  return *text != '\0' ? g_strdup (text) : NULL;
}

/* A key that is there and empty says the same as one that is not: it stays as it is. */
static void
take_field (PlHomeFilePage *page, const Field *field, const char *text)
{
  PlFileEdit *edit = pl_saving_edit (page->saving);
  g_autofree char *value = pl_file_edit_has (edit, field->section, field->key)
                               ? pl_file_edit_value (edit, field->section, field->key)
                               : NULL;
  g_autofree char *before = as_typed (page->matter, field, value);
  g_autofree char *written = as_written (page->matter, field, text);

  if (strcmp (text, before) != 0)
    pl_file_edit_set (edit, field->section, field->key, written);
}

static void
take (gpointer data)
{
  PlHomeFilePage *page = data;

  pl_file_edit_forget (pl_saving_edit (page->saving));
  for (guint i = 0; i < n_fields (page->matter); i++) {
    g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (page->texts[i])));
    take_field (page, &matters[page->matter].fields[i], text);
  }
}

/* NULL: on no page. */
static const Field *
field_of (const char *section, const char *key)
{
  for (gsize i = 0; i < G_N_ELEMENTS (matters); i++)
    for (guint n = 0; n < n_fields ((PlHomeMatter)i); n++)
      if (g_str_equal (matters[i].fields[n].section, section) &&
          g_str_equal (matters[i].fields[n].key, key))
        return &matters[i].fields[n];
  return NULL;
}

static char *
title_of (gpointer page, const char *section, const char *key)
{
  const Field *field = field_of (section, key);

  return field != NULL ? g_strdup (g_dpgettext2 (NULL, "home", field->title)) : NULL;
}

static char *
value_of (gpointer page, const char *section, const char *key, const char *value)
{
  const Field *field = field_of (section, key);

  return field != NULL && field->day ? pl_words_date (value) : NULL;
}

static const PlSavingPage saving = {
  .show = show, .take = take, .title = title_of, .value = value_of
};

static void
read_file (PlHomeFilePage *page)
{
  pl_saving_read (page->saving);
}

static void
pl_home_file_page_class_init (PlHomeFilePageClass *class)
{
}

static void
pl_home_file_page_init (PlHomeFilePage *page)
{
}

PlSubpage *
pl_home_file_page_new (PlClient *client, PlHomeMatter matter)
{
  PlHomeFilePage *page = g_object_new (PL_TYPE_HOME_FILE_PAGE, NULL);
  GtkBox *sheet =
      pl_sheet_new (PL_SUBPAGE (page), C_ ("home", "Home"), pl_home_matter_title (matter));

  page->matter = matter;
  pl_sheet_add_text (sheet, "quieter", g_dpgettext2 (NULL, "home", matters[matter].hint));
  for (guint i = 0; i < n_fields (matter); i++) {
    const Field *field = &matters[matter].fields[i];
    const char *title = g_dpgettext2 (NULL, "home", field->title);
    page->texts[i] =
        field->day ? pl_sheet_add_day (sheet, title) : pl_sheet_add_field (sheet, title, 0);
  }
  page->saving = pl_saving_add (sheet, client, PL_SAVING_HOME_FILE, FILE, &saving, page);
  if (matter == PL_HOME_MAXIMUM)
    pl_saving_ask_consulted (page->saving,
                             C_ ("home", "Whom did you consult? The head of risk, by name"));
  pl_agent_view_await (pl_sheet_view (sheet), client, G_CALLBACK (read_file), page);
  read_file (page);
  return PL_SUBPAGE (page);
}
