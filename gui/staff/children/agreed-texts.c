/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/children/agreed-texts.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gui/staff/children/timetable-plan.h"
#include "gui/staff/sheet.h"

#define KEYS_MAX 8

struct _PlAgreedTexts {
  PlAgreedPart parent;
  const PlAgreedKey *keys;
  guint n;
  GtkEditable *texts[KEYS_MAX];
  PlTimetablePlan *plan; /* nullable: of the timetable alone */
};

G_DEFINE_FINAL_TYPE (PlAgreedTexts, pl_agreed_texts, PL_TYPE_AGREED_PART)

static gboolean
is_day (const PlAgreedKey *key)
{
  return g_str_equal (key->section, "Timetable");
}

/* A closed day is a key with nothing in it. */
static void
pl_agreed_texts_show (PlAgreedPart *part, const PlFileEdit *edit)
{
  PlAgreedTexts *texts = PL_AGREED_TEXTS (part);

  for (guint i = 0; i < texts->n; i++) {
    const PlAgreedKey *key = &texts->keys[i];
    g_autofree char *value = pl_file_edit_wanted (edit, key->section, key->key);
    const char *text = value == NULL ? "" : *value == '\0' && is_day (key) ? "none" : value;

    /* The cursor stays where nothing is another. */
    if (strcmp (text, gtk_editable_get_text (texts->texts[i])) != 0)
      gtk_editable_set_text (texts->texts[i], text);
  }
}

static void
pl_agreed_texts_take (PlAgreedPart *part, PlFileEdit *edit)
{
  PlAgreedTexts *texts = PL_AGREED_TEXTS (part);

  for (guint i = 0; i < texts->n; i++) {
    const PlAgreedKey *key = &texts->keys[i];
    g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (texts->texts[i])));
    gboolean closed = is_day (key) && g_ascii_strcasecmp (text, "none") == 0;

    pl_file_edit_set (edit, key->section, key->key, closed ? "" : *text == '\0' ? NULL : text);
  }
  if (texts->plan == NULL)
    return;
  g_autofree char *profile = pl_file_edit_text (edit, NULL);
  pl_timetable_plan_show_profile (texts->plan, profile);
}

static char *
pl_agreed_texts_title (PlAgreedPart *part, const char *name)
{
  PlAgreedTexts *texts = PL_AGREED_TEXTS (part);

  for (guint i = 0; i < texts->n; i++)
    if (g_str_equal (texts->keys[i].key, name))
      return g_strdup (g_dpgettext2 (NULL, "agreed", texts->keys[i].title));
  return NULL;
}

static void
pl_agreed_texts_class_init (PlAgreedTextsClass *class)
{
  PlAgreedPartClass *part_class = PL_AGREED_PART_CLASS (class);

  part_class->show = pl_agreed_texts_show;
  part_class->take = pl_agreed_texts_take;
  part_class->title = pl_agreed_texts_title;
}

static void
pl_agreed_texts_init (PlAgreedTexts *texts)
{
}

PlAgreedPart *
pl_agreed_texts_new (PlClient *client, const PlAgreedKey *keys, guint n)
{
  PlAgreedTexts *texts = g_object_new (PL_TYPE_AGREED_TEXTS, NULL);
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 6));

  texts->keys = keys;
  texts->n = MIN (n, KEYS_MAX);
  for (guint i = 0; i < texts->n; i++) {
    texts->texts[i] = pl_sheet_add_field (box, g_dpgettext2 (NULL, "agreed", keys[i].title), 0);
    g_signal_connect_object (texts->texts[i], "changed", G_CALLBACK (pl_agreed_part_changed), texts,
                             G_CONNECT_SWAPPED);
  }
  /* The same week as a picture, before its text. */
  if (is_day (&keys[0])) {
    texts->plan = pl_timetable_plan_new (client, texts->texts);
    gtk_box_prepend (box, GTK_WIDGET (texts->plan));
  }
  adw_bin_set_child (ADW_BIN (texts), GTK_WIDGET (box));
  return PL_AGREED_PART (texts);
}
