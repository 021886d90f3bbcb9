/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/home/new-level-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gui/app/client-call.h"
#include "gui/staff/children/level-words.h"
#include "gui/staff/home/level-page.h"
#include "gui/staff/refusal.h"
#include "gui/staff/sheet.h"
#include "gui/widgets/label.h"
#include "policy/care/text-max.h"
#include "policy/people/key-edit.h"

#define LEVELS_MAX   32 /* more than any home tells apart */
#define ID_MAX_BYTES 40

struct _PlNewLevelPage {
  PlSubpage parent;
  PlClient *client;
  GCancellable *cancellable;
  GtkBox *sheet;
  GtkEditable *name, *reason;
  GtkCheckButton *like[LEVELS_MAX];
  GtkLabel *problem;
  char *id;      /* of the one that is made */
  gint64 before; /* the version of its file: such a level was there once, and taken away */
};

G_DEFINE_FINAL_TYPE (PlNewLevelPage, pl_new_level_page, PL_TYPE_SUBPAGE)

static gboolean
is_known (const char *id)
{
  for (guint i = 0; i < pl_levels_known (); i++)
    if (g_str_equal (pl_record_text (pl_levels_known_nth (i), "id"), id))
      return TRUE;
  return FALSE;
}

/* "school-days" of "School days": what profiles call it. Nobody sees it but in files. Transfer full. */
static char *
id_of (const char *name)
{
  g_autofree char *ascii = g_str_to_ascii (name, "C");
  g_autofree char *lower = g_ascii_strdown (ascii, -1);
  GString *id = g_string_new (NULL);

  for (const char *c = lower; *c != '\0' && id->len < ID_MAX_BYTES; c++)
    if (g_ascii_isalpha (*c) || (id->len > 0 && g_ascii_isdigit (*c)))
      g_string_append_c (id, *c);
    else if (id->len > 0 && id->str[id->len - 1] != '-')
      g_string_append_c (id, '-');
  if (id->len == 0)
    g_string_append (id, "level");
  for (guint n = 2; is_known (id->str); n++)
    g_string_append_printf (id, "-%u", n);
  return g_string_free (id, FALSE);
}

static gint64
last_order (void)
{
  gint64 order = 0;

  for (guint i = 0; i < pl_levels_known (); i++)
    order = MAX (order, pl_record_number (pl_levels_known_nth (i), "order"));
  return order;
}

static guint
chosen (PlNewLevelPage *page)
{
  guint i = 0;

  while (i < MIN (pl_levels_known (), LEVELS_MAX) && !gtk_check_button_get_active (page->like[i]))
    i++;
  return i;
}

static char *
with_key (char *text, const char *key, const char *value, GError **error)
{
  g_autofree char *before = text;

  return before != NULL ? pl_key_edit ("level", before, "Level", key, value, error) : NULL;
}

/* The file of the one that it begins like, with a name, an id and a place of its own. Transfer full. */
static char *
text_like (PlNewLevelPage *page, const char *other, GError **error)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (page->name)));
  g_autofree char *order = g_strdup_printf ("%" G_GINT64_FORMAT, last_order () + 1);
  char *text = with_key (g_strdup (other), "Id", page->id, error);

  text = with_key (text, "Name", name, error);
  text = with_key (text, "About", NULL, error);
  return with_key (text, "Order", order, error);
}

static void
complain (PlNewLevelPage *page, const char *words)
{
  pl_label_say (page->problem, words);
  gtk_widget_set_sensitive (GTK_WIDGET (page->sheet), TRUE);
}

static void
on_made (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);
  g_auto (GVariantDict) fields = G_VARIANT_DICT_INIT (NULL);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlNewLevelPage *page = data;
  if (reply == NULL) {
    complain (page, pl_refusal_words (error));
    return;
  }
  g_autofree char *file = g_strdup_printf ("levels.d/%s.conf", page->id);
  g_variant_dict_insert (&fields, "id", "s", page->id);
  g_variant_dict_insert (&fields, "file", "s", file);
  g_variant_dict_insert (&fields, "name", "s", gtk_editable_get_text (page->name));
  g_autoptr (PlRecord) level = pl_record_new (g_variant_dict_end (&fields));
  pl_subpage_replace (GTK_WIDGET (page), pl_level_page_new (page->client, level));
}

/* What the other one says is known: it is written under the new name. */
static void
on_other (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);
  g_autofree char *text = NULL;
  const char *other;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlNewLevelPage *page = data;
  if (reply != NULL) {
    g_variant_get (reply, "(x&s)", NULL, &other);
    text = text_like (page, other, &error);
  }
  if (text == NULL) {
    complain (page, pl_refusal_words (error));
    return;
  }
  g_autofree char *file = g_strdup_printf ("levels.d/%s.conf", page->id);
  pl_client_call_staff (
      page->client, "Home", "Set",
      g_variant_new ("(sxsss)", file, page->before, text, gtk_editable_get_text (page->reason), ""),
      page->cancellable, on_made, page);
}

static void
on_before (GObject *source, GAsyncResult *result, gpointer data)
{
  const char *there;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlNewLevelPage *page = data;
  PlRecord *like = pl_levels_known_nth (chosen (page));
  if (reply == NULL || like == NULL) {
    complain (page, reply == NULL ? pl_refusal_words (error) : "");
    return;
  }
  g_variant_get (reply, "(x&s)", &page->before, &there);
  if (*there != '\0') {
    complain (page, C_ ("level", "Somebody else has just made a level of that name. Look at it "
                                 "first, or choose another name."));
    return;
  }
  pl_client_call_staff (page->client, "Home", "Get",
                        g_variant_new ("(s)", pl_record_text (like, "file")), page->cancellable,
                        on_other, page);
}

/* A sentence, where something is missing; else NULL. */
static const char *
wrong_with (PlNewLevelPage *page)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (page->name)));

  if (*name == '\0')
    return C_ ("level", "What is it called?");
  if (pl_levels_known_nth (chosen (page)) == NULL)
    return C_ ("level", "Choose the level that it begins like.");
  return *gtk_editable_get_text (page->reason) == '\0' ? C_ ("home", "Say why: it is on record.")
                                                       : NULL;
}

static void
on_make (PlNewLevelPage *page)
{
  const char *wrong = wrong_with (page);

  if (wrong != NULL) {
    complain (page, wrong);
    return;
  }
  g_free (page->id);
  page->id = id_of (gtk_editable_get_text (page->name));
  g_autofree char *file = g_strdup_printf ("levels.d/%s.conf", page->id);
  pl_label_say (page->problem, "");
  gtk_widget_set_sensitive (GTK_WIDGET (page->sheet), FALSE);
  pl_client_call_staff (page->client, "Home", "Get", g_variant_new ("(s)", file), page->cancellable,
                        on_before, page);
}

static void
fill (PlNewLevelPage *page)
{
  page->sheet =
      pl_sheet_new (PL_SUBPAGE (page), C_ ("level", "Levels"), C_ ("level", "A new level"));
  pl_sheet_add_text (page->sheet, "quieter",
                     C_ ("level", "Nobody is on it before a review decides so. What it opens is "
                                  "changed on the next page."));
  page->name = pl_sheet_add_field (page->sheet, C_ ("level", "What it is called"), 0);
  pl_sheet_add_title (page->sheet, C_ ("level", "It begins like"));
  GtkListBox *list = pl_sheet_add_list (page->sheet, C_ ("level", "It begins like"));
  for (guint i = 0; i < MIN (pl_levels_known (), LEVELS_MAX); i++) {
    const char *id = pl_record_text (pl_levels_known_nth (i), "id");
    page->like[i] = pl_sheet_add_choice (list, i > 0 ? page->like[0] : NULL, pl_level_words (id),
                                         pl_level_meaning (id));
  }
  page->reason =
      pl_sheet_add_field (page->sheet, C_ ("home", "Why? It is on record"), PL_REASON_TEXT_MAX);
  page->problem = pl_sheet_add_text (page->sheet, "complaint", NULL);
  pl_sheet_add_button (page->sheet, C_ ("level", "Make it"), "ask", G_CALLBACK (on_make), page);
}

static void
pl_new_level_page_dispose (GObject *object)
{
  PlNewLevelPage *page = PL_NEW_LEVEL_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_clear_object (&page->client);
  g_clear_pointer (&page->id, g_free);
  G_OBJECT_CLASS (pl_new_level_page_parent_class)->dispose (object);
}

static void
pl_new_level_page_class_init (PlNewLevelPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = pl_new_level_page_dispose;
}

static void
pl_new_level_page_init (PlNewLevelPage *page)
{
  page->cancellable = g_cancellable_new ();
  fill (page);
}

PlSubpage *
pl_new_level_page_new (PlClient *client)
{
  PlNewLevelPage *page = g_object_new (PL_TYPE_NEW_LEVEL_PAGE, NULL);

  page->client = g_object_ref (client);
  return PL_SUBPAGE (page);
}
