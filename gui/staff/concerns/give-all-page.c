/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/concerns/give-all-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gui/app/client-call.h"
#include "gui/app/concern-list.h"
#include "gui/staff/refusal.h"
#include "gui/staff/sheet.h"
#include "gui/widgets/label.h"
#include "policy/care/gift.h"
#include "policy/error.h"

struct _PlGiveAllPage {
  PlSubpage parent;
  PlClient *client;
  PlReaderLock *lock;
  PlRecord *reader;
  PlReaderKey to;
  GCancellable *cancellable;
  GPtrArray *ids; /* of char *: concerns, the next one at */
  guint at, given;
  GtkLabel *problem, *said;
  GtkWidget *give;
};

G_DEFINE_FINAL_TYPE (PlGiveAllPage, pl_give_all_page, PL_TYPE_SUBPAGE)

static void next (PlGiveAllPage *page);

static void
stop (PlGiveAllPage *page, const char *words)
{
  pl_label_say (page->problem, words);
  gtk_widget_set_sensitive (page->give, TRUE);
}

static void
finish (PlGiveAllPage *page)
{
  g_autofree char *words = g_strdup_printf (
      /* Translators: how many concerns were given, and how many are not given. */
      C_ ("give all",
          "Concerns that they can read now: %1$u. Already theirs, or not for them: %2$u."),
      page->given, page->ids->len - page->given);

  pl_label_say (page->said, words);
  gtk_widget_set_visible (page->give, FALSE);
}

static void
on_given (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlGiveAllPage *page = data;
  /* Refused: nobody is missing there, or they are not to see it. */
  if (reply == NULL && !g_error_matches (error, PL_ERROR, PL_ERROR_REFUSED)) {
    stop (page, pl_refusal_words (error));
    return;
  }
  page->given += reply != NULL;
  page->at++;
  next (page);
}

static void
on_concern (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlGiveAllPage *page = data;
  if (reply == NULL || !pl_reader_lock_is_open (page->lock)) {
    stop (page, reply == NULL ? pl_refusal_words (error)
                              : C_ ("give all", "It is locked again. Unlock, and go on."));
    return;
  }
  g_autoptr (GVariant) parts = g_variant_get_child_value (reply, 0);
  GVariant *keys = pl_gift_new (parts, pl_reader_lock_get_key (page->lock),
                                pl_reader_lock_get_secret (page->lock), &page->to);
  pl_reader_lock_use (page->lock);
  pl_client_call_staff (page->client, "Concerns", "Give",
                        g_variant_new ("(ss@a(ayay))", page->ids->pdata[page->at],
                                       pl_record_text (page->reader, "id"), keys),
                        page->cancellable, on_given, page);
}

static void
next (PlGiveAllPage *page)
{
  if (page->at == page->ids->len)
    finish (page);
  else
    pl_client_call_staff (page->client, "Concerns", "Get",
                          g_variant_new ("(s)", page->ids->pdata[page->at]), page->cancellable,
                          on_concern, page);
}

static void
on_concerns (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_list_concerns_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlGiveAllPage *page = data;
  if (reply == NULL) {
    stop (page, pl_refusal_words (error));
    return;
  }
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  for (gsize i = 0; i < g_variant_n_children (rows); i++) {
    g_autoptr (GVariant) row = g_variant_get_child_value (rows, i);
    char *id;
    if (g_variant_lookup (row, "id", "s", &id))
      g_ptr_array_add (page->ids, id);
  }
  next (page);
}

static void
on_give (PlGiveAllPage *page)
{
  const char *text = pl_record_text (page->reader, "key");
  g_autoptr (GError) error = NULL;

  pl_label_say (page->problem, "");
  if (!pl_reader_key_parse (&page->to, "key", text, strlen (text), &error)) {
    stop (page, pl_refusal_words (error));
    return;
  }
  gtk_widget_set_sensitive (page->give, FALSE);
  g_ptr_array_set_size (page->ids, 0);
  page->at = page->given = 0;
  pl_client_list_told_concerns (page->client, page->cancellable, on_concerns, page);
}

static void
fill (PlGiveAllPage *page)
{
  const char *name = pl_record_text (page->reader, "name");
  /* Translators: the name of a reader. */
  g_autofree char *heading = g_strdup_printf (C_ ("give all", "Give %s what you read"), name);
  GtkBox *sheet = pl_sheet_new (PL_SUBPAGE (page), name, heading);

  pl_sheet_add_text (sheet, NULL,
                     C_ ("give all",
                         "For somebody with a new key: in the place of a reader who left, or of "
                         "a key that was lost. They can then read every concern that you "
                         "can, with all its words and answers."));
  pl_sheet_add_text (sheet, NULL,
                     C_ ("give all",
                         "It cannot be taken back. A concern that is not for them stays closed to "
                         "them."));
  page->said = pl_sheet_add_text (sheet, "done", NULL);
  page->problem = pl_sheet_add_text (sheet, "complaint", NULL);
  page->give = pl_sheet_add_button (sheet, C_ ("give all", "Give them all of it"), "ask",
                                    G_CALLBACK (on_give), page);
}

static void
pl_give_all_page_dispose (GObject *object)
{
  PlGiveAllPage *page = PL_GIVE_ALL_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_clear_object (&page->client);
  g_clear_object (&page->lock);
  g_clear_object (&page->reader);
  g_clear_pointer (&page->ids, g_ptr_array_unref);
  G_OBJECT_CLASS (pl_give_all_page_parent_class)->dispose (object);
}

static void
pl_give_all_page_class_init (PlGiveAllPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = pl_give_all_page_dispose;
}

static void
pl_give_all_page_init (PlGiveAllPage *page)
{
  page->cancellable = g_cancellable_new ();
  page->ids = g_ptr_array_new_with_free_func (g_free);
}

PlSubpage *
pl_give_all_page_new (PlClient *client, PlReaderLock *lock, PlRecord *reader)
{
  PlGiveAllPage *page = g_object_new (PL_TYPE_GIVE_ALL_PAGE, NULL);

  page->client = g_object_ref (client);
  page->lock = g_object_ref (lock);
  page->reader = g_object_ref (reader);
  fill (page);
  return PL_SUBPAGE (page);
}
