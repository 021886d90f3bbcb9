/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/accounts/codes-page.h"

#include <glib/gi18n.h>

#include "gui/app/client-call.h"
#include "gui/app/record.h"
#include "gui/staff/accounts/new-code-page.h"
#include "gui/staff/act-page.h"
#include "gui/staff/refusal.h"
#include "gui/staff/row.h"
#include "gui/staff/sheet.h"
#include "gui/widgets/label.h"
#include "gui/widgets/list-box.h"

struct _PlCodesPage {
  PlSubpage parent;
  PlClient *client;
  GCancellable *cancellable;
  GtkBox *sheet;
  GtkListBox *list;
  GtkLabel *nobody, *problem;
};

G_DEFINE_FINAL_TYPE (PlCodesPage, pl_codes_page, PL_TYPE_SUBPAGE)

static GVariant *
account_alone (PlRecord *subject, const char *reason)
{
  return g_variant_new ("(s)", pl_record_text (subject, "account"));
}

#define FORGET_FACTS                                                                               \
  {                                                                                                \
    NC_ ("account", "No code of theirs counts any more\nNeither the telephone’s nor a sheet’s."),  \
        NC_ ("account", "They can make new ones\nFor as long as they are staff here."),            \
        NC_ ("account", "It is on record\nWhat was granted by codes before stays as it is.")       \
  }

static const PlActKind forget_own = {
  .context = "account",
  .heading = NC_ ("account", "Take the codes away"),
  .facts = FORGET_FACTS,
  .button = NC_ ("account", "Take my codes away"),
  .destructive = TRUE,
  .interface = "Codes",
  .method = "Forget",
  .arguments = account_alone,
  .done = NC_ ("account", "They are taken away."),
};

static const PlActKind forget_others = {
  .context = "account",
  .heading = NC_ ("account", "Take the codes away"),
  .facts = FORGET_FACTS,
  .button = NC_ ("account", "Take their codes away"),
  .destructive = TRUE,
  .manager = TRUE,
  .interface = "Codes",
  .method = "Forget",
  .arguments = account_alone,
  .done = NC_ ("account", "They are taken away."),
};

static void
on_forget (AdwActionRow *row, PlCodesPage *page)
{
  const char *account = g_object_get_data (G_OBJECT (row), "account");
  gboolean own = g_str_equal (account, g_get_user_name ());
  g_auto (GVariantDict) fields = G_VARIANT_DICT_INIT (NULL);

  g_variant_dict_insert (&fields, "account", "s", account);
  g_variant_dict_insert (&fields, "name", "s",
                         adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
  g_autoptr (PlRecord) subject = pl_record_new (g_variant_dict_end (&fields));
  pl_subpage_open (GTK_WIDGET (page),
                   pl_act_page_new (page->client, own ? &forget_own : &forget_others, subject));
}

static void
add_owner (PlCodesPage *page, PlRecord *owner)
{
  gboolean sheet = g_str_equal (pl_record_text (owner, "kind"), "sheet");
  guint left = (guint)pl_record_number (owner, "left");
  g_autofree char *words =
      sheet ? g_strdup_printf (g_dngettext (NULL, "A printed sheet, %u code is left",
                                            "A printed sheet, %u codes are left", left),
                               left)
            : g_strdup (C_ ("codes", "The home’s telephone"));
  AdwActionRow *row = pl_staff_row_new (NULL, NULL, pl_record_person (owner, "account"), words);

  g_object_set_data_full (G_OBJECT (row), "account", g_strdup (pl_record_text (owner, "account")),
                          g_free);
  pl_staff_row_lead (row, G_CALLBACK (on_forget), page);
  gtk_list_box_append (page->list, GTK_WIDGET (row));
}

static void
on_owners (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlCodesPage *page = data;
  if (reply == NULL) {
    pl_agent_view_show_error (pl_sheet_view (page->sheet), error);
    return;
  }
  pl_list_box_clear (page->list);
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  gsize n = g_variant_n_children (rows);
  gtk_widget_set_visible (GTK_WIDGET (page->list), n > 0);
  pl_label_say (page->nobody, n == 0 ? C_ ("codes", "Nobody has codes yet.") : "");
  for (gsize i = 0; i < n; i++) {
    g_autoptr (GVariant) fields = g_variant_get_child_value (rows, i);
    g_autoptr (PlRecord) owner = pl_record_new (fields);
    add_owner (page, owner);
  }
  pl_agent_view_show_content (pl_sheet_view (page->sheet));
}

static void
on_enrolled (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlCodesPage *page = data;
  pl_label_say (page->problem, reply == NULL ? pl_refusal_words (error) : "");
  if (reply != NULL)
    pl_subpage_open (GTK_WIDGET (page), pl_new_code_page_new (reply));
}

static void
enrol (PlCodesPage *page, const char *kind)
{
  pl_client_call_staff (page->client, "Codes", "Enrol", g_variant_new ("(s)", kind),
                        page->cancellable, on_enrolled, page);
}

static void
on_telephone (PlCodesPage *page)
{
  enrol (page, "telephone");
}

static void
on_sheet (PlCodesPage *page)
{
  enrol (page, "sheet");
}

static void
fill (PlCodesPage *page)
{
  page->sheet = pl_sheet_new (PL_SUBPAGE (page), C_ ("codes", "One-time codes"),
                              C_ ("codes", "One-time codes"));
  pl_sheet_add_text (page->sheet, NULL,
                     C_ ("codes",
                         "With one you give a child more time at their own screen. Never type your "
                         "password there: a code counts once."));
  page->nobody = pl_sheet_add_text (page->sheet, "quieter", NULL);
  page->list = pl_sheet_add_list (page->sheet, C_ ("codes", "Who has codes"));
  pl_sheet_add_title (page->sheet, C_ ("codes", "New codes of my own"));
  pl_sheet_add_text (page->sheet, "quieter",
                     C_ ("codes", "Those that you have count no more then."));
  page->problem = pl_sheet_add_text (page->sheet, "problem", NULL);
  pl_sheet_add_button (page->sheet, C_ ("codes", "A sheet to print"), "ask", G_CALLBACK (on_sheet),
                       page);
  pl_sheet_add_button (page->sheet, C_ ("codes", "The home’s telephone"), NULL,
                       G_CALLBACK (on_telephone), page);
}

static void
read_owners (PlCodesPage *page)
{
  pl_client_call_staff (page->client, "Codes", "List", NULL, page->cancellable, on_owners, page);
}

static void
pl_codes_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (pl_codes_page_parent_class)->map (widget);
  read_owners (PL_CODES_PAGE (widget));
}

static void
pl_codes_page_dispose (GObject *object)
{
  PlCodesPage *page = PL_CODES_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_clear_object (&page->client);
  G_OBJECT_CLASS (pl_codes_page_parent_class)->dispose (object);
}

static void
pl_codes_page_class_init (PlCodesPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = pl_codes_page_dispose;
  GTK_WIDGET_CLASS (class)->map = pl_codes_page_map;
}

static void
pl_codes_page_init (PlCodesPage *page)
{
  page->cancellable = g_cancellable_new ();
  fill (page);
}

PlSubpage *
pl_codes_page_new (PlClient *client)
{
  PlCodesPage *page = g_object_new (PL_TYPE_CODES_PAGE, NULL);

  page->client = g_object_ref (client);
  pl_agent_view_await (pl_sheet_view (page->sheet), client, G_CALLBACK (read_owners), page);
  return PL_SUBPAGE (page);
}
