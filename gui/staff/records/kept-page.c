/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/records/kept-page.h"

#include <glib/gi18n.h>

#include "gui/app/client-call.h"
#include "gui/app/english.h"
#include "gui/app/record.h"
#include "gui/app/time-words.h"
#include "gui/staff/home/home-file-page.h"
#include "gui/staff/row.h"
#include "gui/staff/sheet.h"
#include "gui/widgets/list-box.h"

struct _PlKeptPage {
  PlSubpage parent;
  PlClient *client;
  GCancellable *cancellable;
  GtkBox *sheet;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (PlKeptPage, pl_kept_page, PL_TYPE_SUBPAGE)

/* "90 days from: the day itself" */
static char *
how_long (PlRecord *kind)
{
  gint64 days = pl_record_number (kind, "days");
  g_autofree char *from = pl_screen_said (pl_record_text (kind, "from"));

  if (days > 0)
    /* Translators: how many days, and from which moment they count. */
    return g_strdup_printf (
        g_dngettext (NULL, "%1$d day from: %2$s", "%1$d days from: %2$s", (gulong)days), (int)days,
        from);
  if (*pl_record_text (kind, "changes") != '\0')
    return g_strdup (C_ ("records", "For good, until the home says otherwise"));
  /* Translators: how long something in use is kept: "until it is replaced". */
  return g_strdup_printf (C_ ("records", "Kept %s"), from);
}

/* "" where nothing is known of. */
static char *
what_goes (PlRecord *kind)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  gint64 going = pl_record_number (kind, "going"), held = pl_record_number (kind, "held");
  g_autofree char *next = pl_words_date (pl_record_text (kind, "next"));

  if (going > 0)
    g_ptr_array_add (parts, g_strdup_printf (g_dngettext (NULL, "%d goes tonight.",
                                                          "%d go tonight.", (gulong)going),
                                             (int)going));
  if (held > 0)
    g_ptr_array_add (parts, g_strdup_printf (g_dngettext (NULL, "%d more is held back.",
                                                          "%d more are held back.", (gulong)held),
                                             (int)held));
  if (next != NULL)
    g_ptr_array_add (parts, g_strdup_printf (C_ ("records", "The next go on %s."), next));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" ", (char **)parts->pdata);
}

static void
add_kind (PlKeptPage *page, PlRecord *kind)
{
  g_autofree char *kept = how_long (kind);
  g_autofree char *going = what_goes (kind);
  g_autofree char *title = pl_screen_said (pl_record_text (kind, "title"));
  g_autofree char *why = pl_screen_said (pl_record_text (kind, "why"));
  g_autofree char *subtitle =
      g_strdup_printf ("%s%s%s\n%s", kept, *going != '\0' ? "\n" : "", going, why);

  gtk_list_box_append (page->list, GTK_WIDGET (pl_staff_row_new (NULL, NULL, title, subtitle)));
}

static void
on_kept (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlKeptPage *page = data;
  if (reply == NULL) {
    pl_agent_view_show_error (pl_sheet_view (page->sheet), error);
    return;
  }
  g_autoptr (GVariant) kinds = g_variant_get_child_value (reply, 0);
  pl_list_box_clear (page->list);
  for (gsize i = 0; i < g_variant_n_children (kinds); i++) {
    g_autoptr (GVariant) fields = g_variant_get_child_value (kinds, i);
    g_autoptr (PlRecord) kind = pl_record_new (fields);
    add_kind (page, kind);
  }
  pl_agent_view_show_content (pl_sheet_view (page->sheet));
}

/* Again where the person comes back from having changed it. */
static void
read_kept (PlKeptPage *page)
{
  pl_client_call_staff (page->client, "Records", "ListKept", NULL, page->cancellable, on_kept,
                        page);
}

static void
on_change (AdwActionRow *row, PlKeptPage *page)
{
  pl_subpage_open (GTK_WIDGET (page), pl_home_file_page_new (page->client, PL_HOME_KEPT));
}

static void
pl_kept_page_dispose (GObject *object)
{
  PlKeptPage *page = PL_KEPT_PAGE (object);

  if (page->cancellable != NULL)
    g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_clear_object (&page->client);
  G_OBJECT_CLASS (pl_kept_page_parent_class)->dispose (object);
}

static void
pl_kept_page_class_init (PlKeptPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = pl_kept_page_dispose;
}

static void
pl_kept_page_init (PlKeptPage *page)
{
  page->cancellable = g_cancellable_new ();
}

PlSubpage *
pl_kept_page_new (PlClient *client)
{
  PlKeptPage *page = g_object_new (PL_TYPE_KEPT_PAGE, NULL);
  AdwActionRow *change =
      pl_staff_row_new (NULL, NULL, C_ ("records", "Change how long"),
                        C_ ("records", "For managers. It holds from tonight, and is on record."));

  page->client = g_object_ref (client);
  page->sheet = pl_sheet_new (PL_SUBPAGE (page), C_ ("records", "Kept for"),
                              C_ ("records", "What is deleted when its time is over"));
  pl_sheet_add_text (page->sheet, "second",
                     C_ ("records",
                         "What is open, or held for an inquiry, stays. What is deleted is gone for "
                         "good; the log says how many of each kind, and nothing else."));
  pl_staff_row_lead (change, G_CALLBACK (on_change), page);
  gtk_list_box_append (pl_sheet_add_list (page->sheet, C_ ("records", "Change how long")),
                       GTK_WIDGET (change));
  page->list = pl_sheet_add_list (page->sheet, C_ ("records", "Kept for"));
  pl_agent_view_await (pl_sheet_view (page->sheet), client, G_CALLBACK (read_kept), page);
  g_signal_connect (page, "map", G_CALLBACK (read_kept), NULL);
  return PL_SUBPAGE (page);
}
