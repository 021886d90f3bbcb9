/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/accounts/new-child-page.h"

#include <glib/gi18n.h>
#include <pwd.h>

#include "gui/app/client-call.h"
#include "gui/app/clock.h"
#include "gui/app/record.h"
#include "gui/app/typed-day.h"
#include "gui/staff/accounts/account-name.h"
#include "gui/staff/accounts/first-password-page.h"
#include "gui/staff/children/child-page.h"
#include "gui/staff/children/child-words.h"
#include "gui/staff/children/level-words.h"
#include "gui/staff/language-choice.h"
#include "gui/staff/refusal.h"
#include "gui/staff/sheet.h"
#include "gui/widgets/label.h"
#include "policy/care/text-max.h"
#include "policy/people/key-edit.h"

#define REVIEW_DAYS 3 /* an emergency placement is reviewed soon (L3), unless somebody says when */
#define LAST        200 /* as many accounts as a home had in years */
#define LEVELS_MAX  32  /* more than any home tells apart */

/* Why a child comes: what nobody chose is not on record. */
static const char *const reasons[] = {
  NC_ ("new child", "An emergency placement"),
  NC_ ("new child", "Respite: a short stay"),
  NC_ ("new child", "A planned placement"),
};

/* Keys of the profile (L6). */
static const struct {
  const char *key, *title, *subtitle;
} needs[] = {
  { "EasyRead", NC_ ("new child", "Easy read"),
    NC_ ("new child", "Simpler words, one idea a page") },
  { "LargeType", NC_ ("new child", "Larger type"), NULL },
  { "ReadAloud", NC_ ("new child", "Read aloud"),
    NC_ ("new child", "A speaker button beside texts") },
};

struct _PlNewChildPage {
  PlSubpage parent;
  PlClient *client;
  GCancellable *cancellable;
  GtkBox *sheet;
  GtkEditable *name, *born, *account, *until, *review;
  GtkCheckButton *levels[LEVELS_MAX], *reasons[G_N_ELEMENTS (reasons)],
      *needs[G_N_ELEMENTS (needs)];
  GtkDropDown *language; /* first: as the computer speaks */
  GtkLabel *problem;
  GtkWidget *make;
  char *proposed;    /* what stands in the account's field until somebody types there */
  GHashTable *taken; /* accounts that some child had; a set */
};

G_DEFINE_FINAL_TYPE (PlNewChildPage, pl_new_child_page, PL_TYPE_SUBPAGE)

/* The account. */

static gboolean
is_taken (const char *account, gpointer data)
{
  return g_hash_table_contains (PL_NEW_CHILD_PAGE (data)->taken, account) ||
         getpwnam (account) != NULL;
}

static void
on_name (PlNewChildPage *page)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (page->name)));
  const char *typed = gtk_editable_get_text (page->account);
  gboolean own = *typed != '\0' && !g_str_equal (page->proposed, typed);

  g_free (page->proposed);
  page->proposed = pl_account_name_propose (name, is_taken, page);
  if (!own)
    gtk_editable_set_text (page->account, page->proposed);
}

static void
on_accounts (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlNewChildPage *page = data;
  if (reply == NULL) {
    pl_agent_view_show_error (pl_sheet_view (page->sheet), error);
    return;
  }
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  for (gsize i = 0; i < g_variant_n_children (rows); i++) {
    g_autoptr (GVariant) row = g_variant_get_child_value (rows, i);
    const char *account;
    if (g_variant_lookup (row, "account", "&s", &account))
      g_hash_table_add (page->taken, g_strdup (account));
  }
  pl_agent_view_show_content (pl_sheet_view (page->sheet));
  pl_subpage_focus_heading (PL_SUBPAGE (page));
}

/* What was chosen. */

/* The place of the one that is ticked; n: none. */
static guint
chosen (GtkCheckButton *const *choices, guint n)
{
  guint i = 0;

  while (i < n && !gtk_check_button_get_active (choices[i]))
    i++;
  return i;
}

static guint
n_levels (void)
{
  return MIN (pl_levels_known (), LEVELS_MAX);
}

/* NULL where nobody chose one. */
static const char *
level_of (PlNewChildPage *page)
{
  PlRecord *level = pl_levels_known_nth (chosen (page->levels, n_levels ()));

  return level != NULL ? pl_record_text (level, "id") : NULL;
}

/* The day in a field; NULL where there is none. Transfer full. */
static char *
day_in (GtkEditable *field)
{
  return pl_typed_day (gtk_editable_get_text (field));
}

static gboolean
is_empty (GtkEditable *field)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (field)));

  return *text == '\0';
}

/* A sentence, where something is missing or cannot be read; else NULL. */
static const char *
wrong_with (PlNewChildPage *page)
{
  g_autofree char *born = day_in (page->born), *until = day_in (page->until);
  g_autofree char *review = day_in (page->review), *today = pl_typed_day_after (pl_app_now (), 0);

  if (is_empty (page->name))
    return C_ ("new child", "What are they called?");
  if (born == NULL || g_strcmp0 (born, today) >= 0)
    return C_ ("new child", "When were they born? Day, month and year: 1/5/2012.");
  if (is_empty (page->account))
    return C_ ("new child", "The account needs a name, to log in with.");
  if (level_of (page) == NULL)
    return C_ ("new child", "Choose a level to begin with. In doubt, take the first.");
  if (chosen (page->reasons, G_N_ELEMENTS (reasons)) == G_N_ELEMENTS (reasons))
    return C_ ("new child", "Choose why they come: it goes on record.");
  if (!is_empty (page->until) && until == NULL)
    return C_ ("new child", "Until when do they stay? Day, month and year, or nothing.");
  if (review == NULL)
    return C_ ("new child", "By when is the level looked at again? Day, month and year.");
  return NULL;
}

/* A profile's text with one more key; NULL stays NULL. Takes text. */
static char *
with_key (char *text, const char *section, const char *key, const char *value, GError **error)
{
  g_autofree char *before = text;

  return before != NULL ? pl_key_edit ("profile", before, section, key, value, error) : NULL;
}

/* NULL and an error for a name that no file can hold. Transfer full. */
static char *
profile_of (PlNewChildPage *page, GError **error)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (page->name)));
  g_autofree char *born = day_in (page->born);
  char *text = g_strdup ("[Child]\n");

  text = with_key (text, "Child", "Name", name, error);
  text = with_key (text, "Child", "Born", born, error);
  text = with_key (text, "Child", "Level", level_of (page), error);
  for (guint i = 0; i < G_N_ELEMENTS (needs); i++)
    if (gtk_check_button_get_active (page->needs[i]))
      text = with_key (text, "Needs", needs[i].key, "true", error);
  const PlLanguage *language = pl_language_choice_get (page->language);
  if (language != NULL)
    text = with_key (text, "Needs", "Language", pl_language_tag (language), error);
  return text;
}

/* Making it. */

static void
complain (PlNewChildPage *page, const char *words)
{
  pl_label_say (page->problem, words);
  gtk_widget_set_sensitive (GTK_WIDGET (page->sheet), TRUE);
  gtk_widget_grab_focus (page->make);
}

static void
on_made (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlNewChildPage *page = data;
  if (reply == NULL) {
    complain (page, pl_refusal_words (error));
    return;
  }
  g_autoptr (PlRecord) child = pl_child_record_new_arrived (
      gtk_editable_get_text (page->account), gtk_editable_get_text (page->name), level_of (page));
  pl_subpage_replace (GTK_WIDGET (page),
                      pl_first_password_page_new (page->client, child, result, pl_child_page_new));
}

static void
on_make (PlNewChildPage *page)
{
  g_autofree char *until = day_in (page->until), *review = day_in (page->review);
  const char *wrong = wrong_with (page);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = wrong == NULL ? profile_of (page, &error) : NULL;

  if (text == NULL) {
    complain (page, wrong != NULL ? wrong : pl_refusal_words (error));
    return;
  }
  pl_label_say (page->problem, "");
  gtk_widget_set_sensitive (GTK_WIDGET (page->sheet), FALSE);
  pl_client_call_staff (
      page->client, "Accounts", "Make",
      g_variant_new (
          "(sssxx)", gtk_editable_get_text (page->account), text,
          g_dpgettext2 (NULL, "new child", reasons[chosen (page->reasons, G_N_ELEMENTS (reasons))]),
          pl_typed_day_noon (review), until != NULL ? pl_typed_day_noon (until) : (gint64)0),
      page->cancellable, on_made, page);
}

/* The page. */

static void
add_levels (PlNewChildPage *page)
{
  GtkListBox *list = pl_sheet_add_list (page->sheet, C_ ("new child", "Level to begin with"));

  for (guint i = 0; i < n_levels (); i++) {
    const char *id = pl_record_text (pl_levels_known_nth (i), "id");
    page->levels[i] = pl_sheet_add_choice (list, i > 0 ? page->levels[0] : NULL,
                                           pl_level_words (id), pl_level_meaning (id));
  }
}

static void
add_reasons (PlNewChildPage *page)
{
  GtkListBox *list = pl_sheet_add_list (page->sheet, C_ ("new child", "Why they come"));

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    page->reasons[i] = pl_sheet_add_choice (list, i > 0 ? page->reasons[0] : NULL,
                                            g_dpgettext2 (NULL, "new child", reasons[i]), NULL);
}

static void
add_needs (PlNewChildPage *page)
{
  GtkListBox *list = pl_sheet_add_list (page->sheet, C_ ("new child", "Own needs"));

  for (guint i = 0; i < G_N_ELEMENTS (needs); i++)
    page->needs[i] = pl_sheet_add_choice (
        list, NULL, g_dpgettext2 (NULL, "new child", needs[i].title),
        needs[i].subtitle != NULL ? g_dpgettext2 (NULL, "new child", needs[i].subtitle) : NULL);
}

static void
fill (PlNewChildPage *page)
{
  g_autofree char *review = pl_typed_day_after (pl_app_now (), REVIEW_DAYS);
  g_autofree char *review_text = pl_typed_day_text (review);

  page->sheet = pl_sheet_new (PL_SUBPAGE (page), C_ ("new child", "New child"),
                              C_ ("new child", "A new child"));
  pl_sheet_add_text (page->sheet, NULL,
                     C_ ("new child",
                         "It takes a minute. Help and Tell staff work for them at once, and "
                         "all of this can be changed with them later."));
  page->name = pl_sheet_add_field (page->sheet, C_ ("new child", "What they are called"), 0);
  page->born = pl_sheet_add_day (page->sheet, C_ ("new child", "Born on (day/month/year)"));
  page->account = pl_sheet_add_field (page->sheet, C_ ("new child", "Account, to log in with"),
                                      PL_ACCOUNT_NAME_MAX);
  pl_sheet_add_title (page->sheet, C_ ("new child", "Level to begin with"));
  pl_sheet_add_text (page->sheet, "quieter",
                     C_ ("new child",
                         "At each level help sites stay open, and pornography, gambling and "
                         "the like stay closed. It is provisional until it was reviewed."));
  add_levels (page);
  pl_sheet_add_title (page->sheet, C_ ("new child", "Why they come"));
  add_reasons (page);
  page->until = pl_sheet_add_day (page->sheet, C_ ("new child", "They stay until, if you know"));
  page->review = pl_sheet_add_day (page->sheet, C_ ("new child", "The level is reviewed by"));
  gtk_editable_set_text (page->review, review_text);
  pl_sheet_add_title (page->sheet, C_ ("new child", "Own needs, if you know any"));
  add_needs (page);
  page->language = pl_language_choice_add (page->sheet);
  page->problem = pl_sheet_add_text (page->sheet, "complaint", NULL);
  page->make = pl_sheet_add_button (page->sheet, C_ ("new child", "Make the account"), "ask",
                                    G_CALLBACK (on_make), page);
  g_signal_connect_object (page->name, "changed", G_CALLBACK (on_name), page, G_CONNECT_SWAPPED);
}

static void
pl_new_child_page_dispose (GObject *object)
{
  PlNewChildPage *page = PL_NEW_CHILD_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_clear_object (&page->client);
  G_OBJECT_CLASS (pl_new_child_page_parent_class)->dispose (object);
}

static void
pl_new_child_page_finalize (GObject *object)
{
  g_free (PL_NEW_CHILD_PAGE (object)->proposed);
  g_hash_table_unref (PL_NEW_CHILD_PAGE (object)->taken);
  G_OBJECT_CLASS (pl_new_child_page_parent_class)->finalize (object);
}

static void
pl_new_child_page_class_init (PlNewChildPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = pl_new_child_page_dispose;
  G_OBJECT_CLASS (class)->finalize = pl_new_child_page_finalize;
}

static void
pl_new_child_page_init (PlNewChildPage *page)
{
  page->cancellable = g_cancellable_new ();
  page->proposed = g_strdup ("");
  page->taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  fill (page);
}

static void
read_accounts (PlNewChildPage *page)
{
  pl_client_call_staff (page->client, "Accounts", "List", g_variant_new ("(xu)", (gint64)0, LAST),
                        page->cancellable, on_accounts, page);
}

PlSubpage *
pl_new_child_page_new (PlClient *client)
{
  PlNewChildPage *page = g_object_new (PL_TYPE_NEW_CHILD_PAGE, NULL);

  page->client = g_object_ref (client);
  pl_agent_view_await (pl_sheet_view (page->sheet), client, G_CALLBACK (read_accounts), page);
  read_accounts (page);
  return PL_SUBPAGE (page);
}
