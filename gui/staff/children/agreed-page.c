/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/children/agreed-page.h"

#include <glib/gi18n.h>

#include "gui/staff/children/agreed-contacts.h"
#include "gui/staff/children/agreed-days.h"
#include "gui/staff/children/agreed-sites.h"
#include "gui/staff/children/agreed-switches.h"
#include "gui/staff/children/agreed-texts.h"
#include "gui/staff/children/change-preview.h"
#include "gui/staff/saving.h"
#include "gui/staff/sheet.h"

#define WEEK(section)                                                                              \
  { section, "Monday", NC_ ("agreed", "Monday") },                                                 \
      { section, "Tuesday", NC_ ("agreed", "Tuesday") },                                           \
      { section, "Wednesday", NC_ ("agreed", "Wednesday") },                                       \
      { section, "Thursday", NC_ ("agreed", "Thursday") },                                         \
      { section, "Friday", NC_ ("agreed", "Friday") },                                             \
      { section, "Saturday", NC_ ("agreed", "Saturday") },                                         \
  {                                                                                                \
    section, "Sunday", NC_ ("agreed", "Sunday")                                                    \
  }

static const PlAgreedKey timetable[] = { WEEK ("Timetable") };
static const PlAgreedKey allowance[] = {
  WEEK ("Allowance"),
  { "Allowance", "Weekly", NC_ ("agreed", "The whole week") },
};
static const PlAgreedKey quiet[] = {
  { "Quiet", "LightsOut", NC_ ("agreed", "Lights-out, like 21:30") },
  { "Quiet", "Minutes", NC_ ("agreed", "Minutes before it; empty: 90") },
};
/* By PlAgreed. keys: of a part of texts. */
static const struct {
  const char *title, *hint;
  const PlAgreedKey *keys;
  guint n;
  PlAgreedPart *(*part) (void);
} matters[] = {
  [PL_AGREED_TIMETABLE] = { NC_ ("agreed", "Timetable"),
                            NC_ ("agreed",
                                 "Write 16:00-20:00; more than one with a semicolon: "
                                 "12:00-14:00;16:00-20:00. An empty day is as the home’s. none: "
                                 "closed all day."),
                            timetable, G_N_ELEMENTS (timetable) },
  [PL_AGREED_EXCEPTIONS] = { NC_ ("agreed", "Exceptions"),
                             NC_ ("agreed",
                                  "On these days the hours below hold, and not those of the "
                                  "weekday: a birthday, a school holiday. The home’s maximum "
                                  "stays."),
                             .part = pl_agreed_days_new },
  [PL_AGREED_ALLOWANCE] = { NC_ ("agreed", "Allowance"),
                            NC_ ("agreed", "Minutes. Empty: no limit."), allowance,
                            G_N_ELEMENTS (allowance) },
  [PL_AGREED_QUIET] = { NC_ ("agreed", "Quiet time"),
                        NC_ ("agreed",
                             "Quiet time ends with lights-out. It closes the internet "
                             "only where a review agreed it with the child."),
                        quiet, G_N_ELEMENTS (quiet) },
  [PL_AGREED_CONTACT] = { NC_ ("agreed", "Agreed contact"),
                          NC_ ("agreed",
                               "These sites stay open for it, whatever the level, through quiet "
                               "time, and when the allowance is used. To reduce it is a "
                               "restriction."),
                          .part = pl_agreed_contacts_new },
  [PL_AGREED_OWN_SITES] = { NC_ ("agreed", "Own sites"),
                            NC_ ("agreed", "Names like example.org, with semicolons between them."),
                            .part = pl_agreed_sites_new },
  [PL_AGREED_NEEDS] = { NC_ ("agreed", "Own needs"),
                        NC_ ("agreed", "It helps to read, and changes nothing of what is open."),
                        .part = pl_agreed_switches_new },
};

struct _PlAgreedPage {
  PlSubpage parent;
  PlAgreed what;
  PlAgreedPart *part;
  PlChangePreview *preview;
  PlSaving *saving;
};

G_DEFINE_FINAL_TYPE (PlAgreedPage, pl_agreed_page, PL_TYPE_SUBPAGE)

static void
take (gpointer data)
{
  PlAgreedPage *page = data;
  PlFileEdit *edit = pl_saving_edit (page->saving);

  pl_file_edit_forget (edit);
  pl_agreed_part_take (page->part, edit);
}

/* The child reads the same once it is saved. */
static void
on_changed (PlAgreedPage *page)
{
  PlFileEdit *edit = pl_saving_edit (page->saving);

  if (!pl_saving_is_known (page->saving))
    return;
  take (page);
  pl_change_preview_show (page->preview,
                          pl_file_edit_is_changed (edit) ? pl_file_edit_text (edit, NULL) : NULL);
  pl_subpage_changed (PL_SUBPAGE (page));
}

static void
show (gpointer data)
{
  PlAgreedPage *page = data;

  pl_agreed_part_show (page->part, pl_saving_edit (page->saving));
  on_changed (page);
}

/* What another page changes stands beside the name of that page: there is a Monday on three of them. */
static char *
title_of_matter (PlAgreed what, const PlAgreedKey *key)
{
  const char *title = g_dpgettext2 (NULL, "agreed", key->title);

  /* Translators: the name of a page, and of a field on it. */
  return g_strdup_printf (C_ ("agreed", "%1$s: %2$s"),
                          g_dpgettext2 (NULL, "agreed", matters[what].title), title);
}

static char *
title_of (gpointer data, const char *section, const char *key)
{
  PlAgreedPage *page = data;

  for (gsize i = 0; i < G_N_ELEMENTS (matters); i++)
    for (guint n = 0; n < matters[i].n && i != page->what; n++)
      if (g_str_equal (matters[i].keys[n].section, section) &&
          g_str_equal (matters[i].keys[n].key, key))
        return title_of_matter ((PlAgreed)i, &matters[i].keys[n]);
  return pl_agreed_part_title (page->part, key);
}

static char *
value_of (gpointer data, const char *section, const char *key, const char *value)
{
  return pl_agreed_part_value (PL_AGREED_PAGE (data)->part, key, value);
}

static const PlSavingPage saving = {
  .show = show, .take = take, .title = title_of, .value = value_of
};

static void
read_profile (PlAgreedPage *page)
{
  pl_saving_read (page->saving);
}

static gboolean
pl_agreed_page_is_changed (PlSubpage *subpage)
{
  return pl_file_edit_is_changed (pl_saving_edit (PL_AGREED_PAGE (subpage)->saving));
}

static void
pl_agreed_page_class_init (PlAgreedPageClass *class)
{
  PL_SUBPAGE_CLASS (class)->is_changed = pl_agreed_page_is_changed;
}

static void
pl_agreed_page_init (PlAgreedPage *page)
{
}

static void
add_part (PlAgreedPage *page, PlClient *client, GtkBox *sheet, PlAgreed what)
{
  page->part = matters[what].part != NULL
                   ? matters[what].part ()
                   : pl_agreed_texts_new (client, matters[what].keys, matters[what].n);
  g_signal_connect_object (page->part, "changed", G_CALLBACK (on_changed), page, G_CONNECT_SWAPPED);
  gtk_box_append (sheet, GTK_WIDGET (page->part));
}

PlSubpage *
pl_agreed_page_new (PlClient *client, PlRecord *child, PlAgreed what)
{
  const char *name = pl_record_text (child, "name"), *account = pl_record_text (child, "account");
  PlAgreedPage *page = g_object_new (PL_TYPE_AGREED_PAGE, NULL);
  GtkBox *sheet =
      pl_sheet_new (PL_SUBPAGE (page), name, g_dpgettext2 (NULL, "agreed", matters[what].title));

  page->what = what;
  pl_sheet_add_text (sheet, "quieter", g_dpgettext2 (NULL, "agreed", matters[what].hint));
  add_part (page, client, sheet, what);
  page->preview = g_object_new (PL_TYPE_CHANGE_PREVIEW, NULL);
  pl_change_preview_set_child (page->preview, client, account, name, FALSE);
  gtk_box_append (sheet, GTK_WIDGET (page->preview));
  page->saving = pl_saving_add (sheet, client, PL_SAVING_PROFILE, account, &saving, page);
  pl_agent_view_await (pl_sheet_view (sheet), client, G_CALLBACK (read_profile), page);
  read_profile (page);
  return PL_SUBPAGE (page);
}
