/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/children/closed-page.h"

#include <glib/gi18n.h>

#include "gui/app/client-call.h"
#include "gui/app/english.h"
#include "gui/app/time-words.h"
#include "gui/staff/children/why-page.h"
#include "gui/staff/refusal.h"
#include "gui/staff/row.h"
#include "gui/staff/sheet.h"
#include "gui/widgets/label.h"
#include "gui/widgets/list-box.h"
#include "policy/sites/site-reason.h"

#define DAYS 7
/* So many rows are made at once: a busy week has a thousand names. */
#define ROWS         50
#define REQUESTS_MAX 200

struct _PlClosedPage {
  PlSubpage parent;
  PlClient *client;
  PlRecord *child;
  GCancellable *cancellable;
  PlAgentView *view;
  gint64 now;        /* the agent's */
  GVariant *blocked; /* nullable: "aa{sv}" of Staff.ListBlocked */
  gsize n;           /* of them have a row */
  GtkLabel *nothing_open, *nothing, *problem;
  GtkListBox *open, *closed;
  GtkWidget *more;
};

G_DEFINE_FINAL_TYPE (PlClosedPage, pl_closed_page, PL_TYPE_SUBPAGE)

/* What was closed. */

static void
on_site (AdwActionRow *row, PlClosedPage *page)
{
  pl_subpage_open (
      GTK_WIDGET (page),
      pl_why_page_new (page->client, adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row))));
}

/* What closed it, as of Sites.Explain. %s: a kind of sites. */
static const struct {
  const char *cause, *words, *alone; /* alone: where it is of no kind that lists know */
} causes[] = {
  { "always", NC_ ("closed", "%s: closed for every child"),
    NC_ ("closed", "Closed for every child") },
  { "age", NC_ ("closed", "%s: closed until 13, or until a review"),
    NC_ ("closed", "Closed until 13, or until a review") },
  { "level", NC_ ("closed", "%s: closed at their level"), NC_ ("closed", "Closed at their level") },
  { "own-block", NULL, NC_ ("closed", "On their own list of closed sites") },
  { "chosen-only", NULL, NC_ ("closed", "Only chosen sites are open at their level") },
  { "safe-search", NULL, NC_ ("closed", "A search site that has no safe mode") },
};

/* In words for staff, from what is on record; "" where nothing is. Transfer full. */
static char *
cause_words (PlRecord *blocked)
{
  const char *category = pl_record_text (blocked, "category");
  const char *cause = pl_record_text (blocked, "cause");
  g_autofree char *sites = *category == '\0'
                               ? g_strdup ("")
                               : pl_site_category_text (category, pl_screen_policy_language ());

  for (gsize i = 0; i < G_N_ELEMENTS (causes); i++) {
    if (!g_str_equal (causes[i].cause, cause))
      continue;
    if (*sites == '\0' || causes[i].words == NULL)
      return g_strdup (g_dpgettext2 (NULL, "closed", causes[i].alone));
    GString *words = g_string_new (g_dpgettext2 (NULL, "closed", causes[i].words));
    g_string_replace (words, "%s", sites, 1);
    return g_string_free (words, FALSE);
  }
  return g_steal_pointer (&sites);
}

static void
add_closed (PlClosedPage *page, PlRecord *blocked)
{
  const char *name = pl_record_text (blocked, "name");
  guint times = (guint)pl_record_number (blocked, "times");
  g_autofree char *why = cause_words (blocked);
  g_autofree char *day = pl_words_date (pl_record_text (blocked, "date"));
  g_autofree char *often =
      g_strdup_printf (g_dngettext (NULL, "%u time", "%u times", times), times);
  g_autofree char *words =
      g_strdup_printf ("%s, %s%s%s", day != NULL ? day : pl_record_text (blocked, "date"), often,
                       *why != '\0' ? "\n" : "", why);
  AdwActionRow *row =
      pl_staff_row_new (NULL, NULL, *name != '\0' ? name : C_ ("closed", "Many more sites"), words);

  if (*name != '\0')
    pl_staff_row_lead (row, G_CALLBACK (on_site), page);
  gtk_list_box_append (page->closed, GTK_WIDGET (row));
}

static void
show_more (PlClosedPage *page)
{
  gsize n = page->blocked != NULL ? g_variant_n_children (page->blocked) : 0;
  gsize end = MIN (page->n + ROWS, n);

  for (; page->n < end; page->n++) {
    g_autoptr (GVariant) row = g_variant_get_child_value (page->blocked, page->n);
    g_autoptr (PlRecord) blocked = pl_record_new (row);
    add_closed (page, blocked);
  }
  gtk_widget_set_visible (GTK_WIDGET (page->closed), n > 0);
  gtk_widget_set_visible (page->more, end < n);
  pl_label_say (page->nothing,
                n == 0 ? C_ ("closed", "Nothing was closed in the last 7 days.") : "");
}

static void
on_blocked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlClosedPage *page = data;
  if (!pl_refusal_take (page->view, page->problem, reply, error))
    return;
  g_clear_pointer (&page->blocked, g_variant_unref);
  page->blocked = g_variant_get_child_value (reply, 0);
  page->n = 0;
  pl_list_box_clear (page->closed);
  show_more (page);
}

/* What is open for a time. */

static gboolean
is_open (PlClosedPage *page, PlRecord *request)
{
  return g_str_equal (pl_record_text (request, "state"), "granted") &&
         g_str_equal (pl_record_text (request, "scope"), "time") &&
         pl_record_number (request, "until") > page->now;
}

static void
add_open (PlClosedPage *page, PlRecord *request)
{
  g_autofree char *until = pl_words_short_moment (pl_record_number (request, "until"));
  /* Translators: a time, who opened a site, and why. */
  g_autofree char *words =
      g_strdup_printf (C_ ("closed", "until %1$s, by %2$s: %3$s"), until,
                       pl_record_person (request, "by"), pl_record_text (request, "reason"));
  AdwActionRow *row = pl_staff_row_new (NULL, NULL, pl_record_text (request, "site"), words);

  pl_staff_row_lead (row, G_CALLBACK (on_site), page);
  gtk_list_box_append (page->open, GTK_WIDGET (row));
}

static void
on_requests (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlClosedPage *page = data;
  if (!pl_refusal_take (page->view, page->problem, reply, error))
    return;
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  gboolean any = FALSE;
  pl_list_box_clear (page->open);
  for (gsize i = 0; i < g_variant_n_children (rows); i++) {
    g_autoptr (GVariant) row = g_variant_get_child_value (rows, i);
    g_autoptr (PlRecord) request = pl_record_new (row);
    if (!is_open (page, request))
      continue;
    add_open (page, request);
    any = TRUE;
  }
  gtk_widget_set_visible (GTK_WIDGET (page->open), any);
  pl_label_say (page->nothing_open, any ? "" : C_ ("closed", "No site is open for a time."));
}

static void
on_today (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlClosedPage *page = data;
  if (!pl_refusal_take (page->view, page->problem, reply, error))
    return;
  g_autoptr (GVariant) today = g_variant_get_child_value (reply, 0);
  const char *account = pl_record_text (page->child, "account");
  g_variant_lookup (today, "now", "x", &page->now);
  pl_client_call_staff (page->client, "Decisions", "ListRequests",
                        g_variant_new ("(sbxu)", account, FALSE, (gint64)0, REQUESTS_MAX),
                        page->cancellable, on_requests, page);
  pl_client_call_staff (page->client, "Staff", "ListBlocked", g_variant_new ("(su)", account, DAYS),
                        page->cancellable, on_blocked, page);
}

static void
pl_closed_page_dispose (GObject *object)
{
  PlClosedPage *page = PL_CLOSED_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_clear_object (&page->client);
  g_clear_object (&page->child);
  g_clear_pointer (&page->blocked, g_variant_unref);
  G_OBJECT_CLASS (pl_closed_page_parent_class)->dispose (object);
}

static void
pl_closed_page_class_init (PlClosedPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = pl_closed_page_dispose;
}

static void
pl_closed_page_init (PlClosedPage *page)
{
  GtkBox *sheet = pl_sheet_new (PL_SUBPAGE (page), "", C_ ("closed", "What was closed, and why"));

  page->cancellable = g_cancellable_new ();
  page->view = pl_sheet_view (sheet);
  pl_sheet_add_text (sheet, "quieter",
                     C_ ("closed", "The child sees the same. Press a site to see what would open "
                                   "it. Sites that were open, and help sites, are never kept."));
  page->problem = pl_sheet_add_text (sheet, "complaint", NULL);
  pl_sheet_add_title (sheet, C_ ("closed", "Open for a time"));
  page->nothing_open = pl_sheet_add_text (sheet, NULL, NULL);
  page->open = pl_sheet_add_list (sheet, C_ ("closed", "Open for a time"));
  pl_sheet_add_title (sheet, C_ ("closed", "Closed in the last 7 days"));
  page->nothing = pl_sheet_add_text (sheet, NULL, NULL);
  page->closed = pl_sheet_add_list (sheet, C_ ("closed", "Closed in the last 7 days"));
  page->more = pl_sheet_add_button (sheet, C_ ("closed", "More of them"), NULL,
                                    G_CALLBACK (show_more), page);
  gtk_widget_set_visible (GTK_WIDGET (page->open), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (page->closed), FALSE);
  gtk_widget_set_visible (page->more, FALSE);
}

static void
read_today (PlClosedPage *page)
{
  pl_client_call_staff (page->client, "Staff", "GetToday", NULL, page->cancellable, on_today, page);
}

PlSubpage *
pl_closed_page_new (PlClient *client, PlRecord *child)
{
  PlClosedPage *page =
      g_object_new (PL_TYPE_CLOSED_PAGE, "title", pl_record_text (child, "name"), NULL);

  page->client = g_object_ref (client);
  page->child = g_object_ref (child);
  pl_agent_view_await (page->view, client, G_CALLBACK (read_today), page);
  read_today (page);
  return PL_SUBPAGE (page);
}
