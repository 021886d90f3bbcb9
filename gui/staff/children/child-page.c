/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/children/child-page.h"

#include <glib/gi18n.h>

#include "gui/app/client-call.h"
#include "gui/staff/accounts/account-page.h"
#include "gui/staff/acts/grant-page.h"
#include "gui/staff/acts/restrictions-page.h"
#include "gui/staff/children/agreed-page.h"
#include "gui/staff/children/bookings-page.h"
#include "gui/staff/children/child-words.h"
#include "gui/staff/children/closed-page.h"
#include "gui/staff/children/history-page.h"
#include "gui/staff/children/holds-page.h"
#include "gui/staff/children/level-words.h"
#include "gui/staff/children/placement-review-page.h"
#include "gui/staff/children/usage-page.h"
#include "gui/staff/row.h"
#include "gui/staff/sheet.h"
#include "gui/widgets/heading.h"

struct _PlChildPage {
  PlSubpage parent;
  PlClient *client;
  GCancellable *cancellable;
  PlRecord *child;
  GVariant *all_flags; /* nullable: what ListFlags said */
  PlHeading *heading;
  GtkLabel *state, *flags;
  GtkBox *groups;
};

G_DEFINE_FINAL_TYPE (PlChildPage, pl_child_page, PL_TYPE_SUBPAGE)

static PlSubpage *
open_timetable (PlClient *client, PlRecord *child)
{
  return pl_agreed_page_new (client, child, PL_AGREED_TIMETABLE);
}

static PlSubpage *
open_days (PlClient *client, PlRecord *child)
{
  return pl_agreed_page_new (client, child, PL_AGREED_EXCEPTIONS);
}

static PlSubpage *
open_contact (PlClient *client, PlRecord *child)
{
  return pl_agreed_page_new (client, child, PL_AGREED_CONTACT);
}

static PlSubpage *
open_allowance (PlClient *client, PlRecord *child)
{
  return pl_agreed_page_new (client, child, PL_AGREED_ALLOWANCE);
}

static PlSubpage *
open_quiet (PlClient *client, PlRecord *child)
{
  return pl_agreed_page_new (client, child, PL_AGREED_QUIET);
}

static PlSubpage *
open_sites (PlClient *client, PlRecord *child)
{
  return pl_agreed_page_new (client, child, PL_AGREED_OWN_SITES);
}

static PlSubpage *
open_needs (PlClient *client, PlRecord *child)
{
  return pl_agreed_page_new (client, child, PL_AGREED_NEEDS);
}

/* Everything that a child's page leads to, in this order; what opens nothing is the title of a group. */
static const struct {
  const char *icon, *title, *subtitle;
  PlSubpage *(*open) (PlClient *client, PlRecord *child);
} rows[] = {
  { NULL, NC_ ("child page", "Now"), NULL, NULL },
  { "porchlight-ask-symbolic", NC_ ("child page", "More time"),
    NC_ ("child page", "Minutes from now on, that end by themselves"), pl_grant_page_new },
  { "porchlight-lock-symbolic", NC_ ("child page", "Restrictions"),
    NC_ ("child page", "What holds, what it asks of staff, and by when"),
    pl_restrictions_page_new },
  { "porchlight-eye-symbolic", NC_ ("child page", "What was closed, and why"),
    NC_ ("child page", "The last 7 days; and what is open for a time"), pl_closed_page_new },
  { NULL, NC_ ("child page", "What is agreed"), NULL, NULL },
  { "porchlight-review-symbolic", NC_ ("child page", "Record a placement review"),
    NC_ ("child page", "The level, who took part, and what the child said"),
    pl_placement_review_page_new },
  { "porchlight-week-symbolic", NC_ ("child page", "Timetable"),
    NC_ ("child page", "When the internet is open, by weekday"), open_timetable },
  { "porchlight-calendar-symbolic", NC_ ("child page", "Exceptions"),
    NC_ ("child page", "Days with other hours: a birthday, a holiday"), open_days },
  { "porchlight-home-symbolic", NC_ ("child page", "Bookings"),
    NC_ ("child page", "Time on this computer that a review agreed"), pl_bookings_page_new },
  { "porchlight-clock-symbolic", NC_ ("child page", "Allowance"),
    NC_ ("child page", "Minutes a day and a week"), open_allowance },
  { "porchlight-hidden-symbolic", NC_ ("child page", "Quiet time"),
    NC_ ("child page", "The time before lights-out"), open_quiet },
  { "porchlight-heart-symbolic", NC_ ("child page", "Agreed contact"),
    NC_ ("child page", "With whom, by which sites, when"), open_contact },
  { "porchlight-blocked-symbolic", NC_ ("child page", "Own sites"),
    NC_ ("child page", "Allowed or blocked for this child alone"), open_sites },
  { "porchlight-speak-symbolic", NC_ ("child page", "Own needs"),
    NC_ ("child page", "Easy read, larger type, read aloud"), open_needs },
  { NULL, NC_ ("child page", "On record"), NULL, NULL },
  { "porchlight-records-symbolic", NC_ ("child page", "Reviews and changes"),
    NC_ ("child page", "What was changed, by whom, and why; put it back"), pl_history_page_new },
  { "porchlight-today-symbolic", NC_ ("child page", "Time of four weeks"),
    NC_ ("child page", "How long they were online, day by day"), pl_usage_page_new },
  { "porchlight-safety-symbolic", NC_ ("child page", "Keep the records"),
    NC_ ("child page", "While a concern, an incident or a referral is open"), pl_holds_page_new },
  { "porchlight-children-symbolic", NC_ ("child page", "Account"),
    NC_ ("child page", "A forgotten password or PIN, a short stay, and that they leave"),
    pl_account_page_new },
};

static void
on_row (AdwActionRow *row, PlChildPage *page)
{
  guint n = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "n"));

  pl_subpage_open (GTK_WIDGET (page), rows[n].open (page->client, page->child));
}

static void
add_row (PlChildPage *page, GtkListBox *list, guint n)
{
  AdwActionRow *row =
      pl_staff_row_new (NULL, NULL, g_dpgettext2 (NULL, "child page", rows[n].title),
                        g_dpgettext2 (NULL, "child page", rows[n].subtitle));

  adw_action_row_set_icon_name (row, rows[n].icon);
  g_object_set_data (G_OBJECT (row), "n", GUINT_TO_POINTER (n));
  pl_staff_row_lead (row, G_CALLBACK (on_row), page);
  gtk_list_box_append (list, GTK_WIDGET (row));
}

static void
add_rows (PlChildPage *page)
{
  GtkListBox *list = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    const char *title = g_dpgettext2 (NULL, "child page", rows[i].title);
    if (rows[i].open != NULL) {
      add_row (page, list, i);
      continue;
    }
    pl_sheet_add_title (page->groups, title);
    list = pl_sheet_add_list (page->groups, title);
  }
}

static void
show_child (PlChildPage *page)
{
  const char *level = pl_level_words (pl_record_text (page->child, "level"));
  g_autofree char *until = pl_child_until_words (page->child);
  g_autofree char *flags = pl_child_flag_words (page->child);
  const char *now =
      pl_record_flag (page->child, "online") ? C_ ("child", "online") : C_ ("child", "help only");
  /* Translators: what holds now, until when, and the name of a level. */
  g_autofree char *state =
      *until != '\0'
          ? g_strdup_printf (C_ ("child page", "Now %1$s, %2$s. Level: %3$s."), now, until, level)
          /* Translators: what holds now, and the name of a level. */
          : g_strdup_printf (C_ ("child page", "Now %1$s. Level: %2$s."), now, level);

  pl_heading_set_label (page->heading, pl_record_text (page->child, "name"));
  g_object_set (page, "title", pl_record_text (page->child, "name"), NULL);
  gtk_label_set_label (page->state, state);
  gtk_label_set_label (page->flags, flags);
  gtk_widget_set_visible (GTK_WIDGET (page->flags), *flags != '\0');
}

/* What holds may be another when a page that lay over this one is left. */

static void
take_row (PlChildPage *page, GVariant *children)
{
  const char *account;

  for (gsize i = 0; i < g_variant_n_children (children); i++) {
    g_autoptr (GVariant) row = g_variant_get_child_value (children, i);
    g_variant_get_child (row, 0, "&s", &account);
    if (!g_str_equal (account, pl_record_text (page->child, "account")))
      continue;
    g_autoptr (PlRecord) now =
        pl_child_record_new (row, page->all_flags, pl_record_text (page->child, "name"));
    g_set_object (&page->child, now);
    show_child (page);
    return;
  }
}

static void
on_children (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, NULL);

  if (reply == NULL)
    return;
  PlChildPage *page = data;
  g_autoptr (GVariant) children = g_variant_get_child_value (reply, 0);
  take_row (page, children);
}

static void
on_flags (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, NULL);

  if (reply == NULL)
    return;
  PlChildPage *page = data;
  g_clear_pointer (&page->all_flags, g_variant_unref);
  page->all_flags = g_variant_get_child_value (reply, 0);
  pl_client_call_staff (page->client, "Staff", "ListChildren", NULL, page->cancellable, on_children,
                        page);
}

static void
pl_child_page_map (GtkWidget *widget)
{
  PlChildPage *page = PL_CHILD_PAGE (widget);

  GTK_WIDGET_CLASS (pl_child_page_parent_class)->map (widget);
  pl_client_call_staff (page->client, "Staff", "ListFlags", NULL, page->cancellable, on_flags,
                        page);
}

static void
pl_child_page_dispose (GObject *object)
{
  g_cancellable_cancel (PL_CHILD_PAGE (object)->cancellable);
  g_clear_object (&PL_CHILD_PAGE (object)->cancellable);
  g_clear_pointer (&PL_CHILD_PAGE (object)->all_flags, g_variant_unref);
  g_clear_object (&PL_CHILD_PAGE (object)->client);
  g_clear_object (&PL_CHILD_PAGE (object)->child);
  G_OBJECT_CLASS (pl_child_page_parent_class)->dispose (object);
}

static void
pl_child_page_class_init (PlChildPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_child_page_dispose;
  widget_class->map = pl_child_page_map;
  g_type_ensure (PL_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/child-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlChildPage, heading);
  gtk_widget_class_bind_template_child (widget_class, PlChildPage, state);
  gtk_widget_class_bind_template_child (widget_class, PlChildPage, flags);
  gtk_widget_class_bind_template_child (widget_class, PlChildPage, groups);
}

static void
pl_child_page_init (PlChildPage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
  page->cancellable = g_cancellable_new ();
  add_rows (page);
}

PlSubpage *
pl_child_page_new (PlClient *client, PlRecord *child)
{
  PlChildPage *page = g_object_new (PL_TYPE_CHILD_PAGE, NULL);

  page->client = g_object_ref (client);
  page->child = g_object_ref (child);
  show_child (page);
  return PL_SUBPAGE (page);
}
