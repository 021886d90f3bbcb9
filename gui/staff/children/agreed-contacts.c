/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/children/agreed-contacts.h"

#include <glib/gi18n.h>

#include "gui/staff/children/hours-words.h"
#include "gui/staff/sheet.h"
#include "gui/widgets/drop-down.h"
#include "gui/widgets/label.h"

/* Who decides (T10): recorded beside what is agreed. Values as of policy/people/profile.h. */
#define AUTHORITY "Authority"

static const struct {
  const char *key, *title;
} decisions[] = {
  { "Contact", NC_ ("agreed", "Who decides about contact") },
  { "SocialMedia", NC_ ("agreed", "Who decides about social media") },
};
static const struct {
  const char *value, *words;
} deciders[] = {
  { "not-recorded", NC_ ("agreed", "Not recorded") },
  { "placing-authority", NC_ ("agreed", "The placing authority") },
  { "parents", NC_ ("agreed", "The parents") },
  { "home", NC_ ("agreed", "The home: it was delegated") },
};
#define N_DECISIONS G_N_ELEMENTS (decisions)

struct _PlAgreedContacts {
  PlAgreedRows parent;
  GtkEditable *who, *services, *when;
  GtkLabel *problem;
  GtkDropDown *decides[N_DECISIONS];
};

G_DEFINE_FINAL_TYPE (PlAgreedContacts, pl_agreed_contacts, PL_TYPE_AGREED_ROWS)

static void
pl_agreed_contacts_show (PlAgreedPart *part, const PlFileEdit *edit)
{
  PlAgreedContacts *contacts = PL_AGREED_CONTACTS (part);

  PL_AGREED_PART_CLASS (pl_agreed_contacts_parent_class)->show (part, edit);
  for (gsize i = 0; i < N_DECISIONS; i++) {
    g_autofree char *value = pl_file_edit_wanted (edit, AUTHORITY, decisions[i].key);
    guint chosen = 0;
    for (guint n = 0; n < G_N_ELEMENTS (deciders); n++)
      if (g_strcmp0 (deciders[n].value, value) == 0)
        chosen = n;
    gtk_drop_down_set_selected (contacts->decides[i], chosen);
  }
}

static void
pl_agreed_contacts_take (PlAgreedPart *part, PlFileEdit *edit)
{
  PlAgreedContacts *contacts = PL_AGREED_CONTACTS (part);

  PL_AGREED_PART_CLASS (pl_agreed_contacts_parent_class)->take (part, edit);
  for (gsize i = 0; i < N_DECISIONS; i++) {
    guint chosen = gtk_drop_down_get_selected (contacts->decides[i]);
    if (chosen > 0 || pl_file_edit_has (edit, AUTHORITY, decisions[i].key))
      pl_file_edit_set (edit, AUTHORITY, decisions[i].key, deciders[chosen].value);
  }
}

/* A person is a key, which has no spaces; people read "aunt Bea". */
static char *
pl_agreed_contacts_title (PlAgreedPart *part, const char *key)
{
  for (gsize i = 0; i < N_DECISIONS; i++)
    if (g_str_equal (decisions[i].key, key))
      return g_strdup (g_dpgettext2 (NULL, "agreed", decisions[i].title));
  return g_strdelimit (g_strdup (key), "-_", ' ');
}

static char *
pl_agreed_contacts_subtitle (PlAgreedRows *rows, const char *value, const char *more)
{
  g_autofree char *when = more != NULL ? pl_weekly_hours_words (more) : NULL;

  /* Translators: names of services, and when. */
  return g_strdup_printf (C_ ("agreed", "%1$s: %2$s"), value,
                          when != NULL ? when : C_ ("agreed", "at any time"));
}

static void
pl_agreed_contacts_edit (PlAgreedRows *rows, const char *key, const char *value, const char *more)
{
  PlAgreedContacts *contacts = PL_AGREED_CONTACTS (rows);
  g_autofree char *name = pl_agreed_contacts_title (NULL, key);

  gtk_editable_set_text (contacts->who, name);
  gtk_editable_set_text (contacts->services, value);
  gtk_editable_set_text (contacts->when, more != NULL ? more : "");
  gtk_widget_grab_focus (GTK_WIDGET (contacts->services));
}

static char *
typed (GtkEditable *text)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (text)));
}

static void
on_add (PlAgreedContacts *contacts)
{
  g_autofree char *who = typed (contacts->who);
  g_autofree char *services = typed (contacts->services);
  g_autofree char *when = typed (contacts->when);

  if (*who == '\0' || *services == '\0') {
    pl_label_say (contacts->problem, C_ ("agreed", "Say with whom, and by which sites."));
    gtk_widget_grab_focus (GTK_WIDGET (*who == '\0' ? contacts->who : contacts->services));
    return;
  }
  pl_label_say (contacts->problem, "");
  pl_agreed_rows_set (PL_AGREED_ROWS (contacts), g_strdelimit (who, " ", '-'), services,
                      *when != '\0' ? when : NULL);
  gtk_editable_set_text (contacts->who, "");
  gtk_editable_set_text (contacts->services, "");
  gtk_editable_set_text (contacts->when, "");
  pl_agreed_part_changed (PL_AGREED_PART (contacts));
}

static void
pl_agreed_contacts_class_init (PlAgreedContactsClass *class)
{
  PlAgreedRowsClass *rows_class = PL_AGREED_ROWS_CLASS (class);

  PL_AGREED_PART_CLASS (class)->title = pl_agreed_contacts_title;
  PL_AGREED_PART_CLASS (class)->show = pl_agreed_contacts_show;
  PL_AGREED_PART_CLASS (class)->take = pl_agreed_contacts_take;
  rows_class->section = "Contact";
  rows_class->suffix = ".When";
  rows_class->subtitle = pl_agreed_contacts_subtitle;
  rows_class->edit = pl_agreed_contacts_edit;
}

static void
add_decision (PlAgreedContacts *contacts, GtkBox *fields, guint i)
{
  const char *title = g_dpgettext2 (NULL, "agreed", decisions[i].title);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (gsize n = 0; n < G_N_ELEMENTS (deciders); n++)
    gtk_string_list_append (names, g_dpgettext2 (NULL, "agreed", deciders[n].words));
  contacts->decides[i] = g_object_new (GTK_TYPE_DROP_DOWN, "model", names, NULL);
  pl_drop_down_name (contacts->decides[i], title);
  pl_sheet_add_text (fields, "quieter", title);
  gtk_box_append (fields, GTK_WIDGET (contacts->decides[i]));
  g_signal_connect_object (contacts->decides[i], "notify::selected",
                           G_CALLBACK (pl_agreed_part_changed), contacts, G_CONNECT_SWAPPED);
}

static void
pl_agreed_contacts_init (PlAgreedContacts *contacts)
{
  GtkBox *fields = pl_agreed_rows_get_fields (PL_AGREED_ROWS (contacts));

  pl_agreed_rows_name (PL_AGREED_ROWS (contacts), C_ ("agreed", "Agreed contact"));
  contacts->who = pl_sheet_add_field (fields, C_ ("agreed", "With whom, like mum"), 0);
  contacts->services = pl_sheet_add_field (
      fields, C_ ("agreed", "By which sites, like signal.org; with semicolons"), 0);
  contacts->when = pl_sheet_add_field (
      fields, C_ ("agreed", "When, like Monday 18:00-19:00; with semicolons. Empty: at any time"),
      0);
  contacts->problem = pl_sheet_add_text (fields, "complaint", NULL);
  pl_sheet_add_button (fields, C_ ("agreed", "Put on the list"), NULL, G_CALLBACK (on_add),
                       contacts);
  for (guint i = 0; i < N_DECISIONS; i++)
    add_decision (contacts, fields, i);
}

PlAgreedPart *
pl_agreed_contacts_new (void)
{
  return g_object_new (PL_TYPE_AGREED_CONTACTS, NULL);
}
