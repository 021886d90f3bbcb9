/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/child/news-card.h"

#include <glib/gi18n.h>

#include "gui/app/change-words.h"
#include "gui/app/client-call.h"
#include "gui/app/concern-list.h"
#include "gui/app/record.h"
#include "gui/child/answer-page.h"
#include "gui/child/changes-page.h"
#include "gui/child/concerns-page.h"
#include "gui/child/request-words.h"
#include "gui/child/restriction-words.h"
#include "gui/widgets/row-name.h"

/* News is new for so long, unless it was opened. */
#define DAY_S  (24 * 60 * 60)
#define WEEK_S (7 * DAY_S)
#define ROWS   20

typedef enum {
  RESTRICTION,
  CHANGE,
  ANSWER,
  COMMENT,
  CONCERN,
  KINDS
} Kind;

/* One of a kind's: what it was asked with stays while the card does. */
typedef struct {
  PlNewsCard *card;
  Kind kind;
} Asking;

struct _PlNewsCard {
  AdwBin parent;
  PlClient *client;
  GCancellable *cancellable;
  GtkListBox *list;
  Asking askings[KINDS];
  AdwActionRow *rows[KINDS];
  PlRecord *news[KINDS]; /* NULL: there is none */
  /* When the newest was made that was opened here; the agent knows of others. */
  gint64 opened[KINDS];
};

G_DEFINE_FINAL_TYPE (PlNewsCard, pl_news_card, ADW_TYPE_BIN)

/* Each kind: when a row of its list was news, what its row says, what it opens. */

static gint64
restriction_time (PlRecord *restriction, const PlToday *today)
{
  return pl_restriction_moved (restriction, today);
}

static void
show_restriction (AdwActionRow *row, PlRecord *restriction, const PlToday *today)
{
  g_autofree char *title = pl_restriction_title (restriction, today);
  g_autofree char *until = pl_restriction_until (restriction, today);
  g_autofree char *why = pl_restriction_why (restriction);
  g_autofree char *both = g_strdup_printf ("%s %s", until, why);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (row, pl_restriction_holds (restriction, today) ? both : until);
}

static PlSubpage *
open_changes (PlNewsCard *card, PlRecord *news)
{
  return pl_changes_page_new (card->client);
}

/* Nothing is told of what cannot be put into words. */
static char *
change_title (PlRecord *change)
{
  g_autoptr (GVariant) what = pl_record_value (change, "what", G_VARIANT_TYPE ("aa{sv}"));
  g_autoptr (GPtrArray) words = what != NULL ? pl_change_words (what) : NULL;

  return words != NULL && words->len > 0
             ? g_strdup (((const PlChangeWords *)words->pdata[0])->title)
             : NULL;
}

static gint64
change_time (PlRecord *change, const PlToday *today)
{
  g_autofree char *title = change_title (change);

  return title != NULL ? pl_record_number (change, "made") : 0;
}

/* The first thing that changed; the rest stands behind it. */
static void
show_change (AdwActionRow *row, PlRecord *change, const PlToday *today)
{
  g_autofree char *title = change_title (change);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 C_ ("today", "Something changed for you"));
  adw_action_row_set_subtitle (row, title);
}

static gint64
answer_time (PlRecord *request, const PlToday *today)
{
  return pl_record_number (request, "decided");
}

static void
show_answer (AdwActionRow *row, PlRecord *request, const PlToday *today)
{
  g_autofree char *by = pl_request_by (request);
  g_autofree char *title = pl_request_title (request);
  /* Translators: who answered, and about what: a site, "1 hour more". */
  g_autofree char *words = g_strdup_printf (C_ ("today", "%1$s answered: %2$s"), by, title);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), words);
  adw_action_row_set_subtitle (row, pl_request_reason (request));
}

static PlSubpage *
open_answer (PlNewsCard *card, PlRecord *request)
{
  return pl_answer_page_new (request);
}

static gint64
said_time (PlRecord *said, const PlToday *today)
{
  return pl_record_number (said, "answered");
}

/* To a comment or to a concern: whoever looks at the screen cannot tell which (C5). */
static void
show_said (AdwActionRow *row, PlRecord *said, const PlToday *today)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), C_ ("today", "You have an answer"));
  adw_action_row_set_subtitle (row, C_ ("today", "Open it when nobody else can see your screen."));
}

static PlSubpage *
open_concerns (PlNewsCard *card, PlRecord *concern)
{
  return pl_concerns_page_new (card->client);
}

static const struct {
  const char *what; /* as NoteOpened calls it */
  const char *method;
  gint64 lasts; /* seconds */
  const char *icon;
  gint64 (*time) (PlRecord *row, const PlToday *today);
  void (*show) (AdwActionRow *row, PlRecord *news, const PlToday *today);
  PlSubpage *(*open) (PlNewsCard *card, PlRecord *news);
} kinds[KINDS] = {
  [RESTRICTION] = { "restriction", "ListRestrictions", DAY_S, "porchlight-clock-symbolic",
                    restriction_time, show_restriction, open_changes },
  [CHANGE] = { "change", "ListChanges", WEEK_S, "porchlight-review-symbolic", change_time,
               show_change, open_changes },
  [ANSWER] = { "answer", "ListRequests", DAY_S, "porchlight-tell-symbolic", answer_time,
               show_answer, open_answer },
  [COMMENT] = { "comment", "ListRulesAnswers", WEEK_S, "porchlight-tell-symbolic", said_time,
                show_said, open_answer },
  [CONCERN] = { "concern", NULL, WEEK_S, "porchlight-tell-symbolic", said_time, show_said,
                open_concerns },
};

/* The card. */

static void
show_card (PlNewsCard *card)
{
  const PlToday *today = pl_client_get_today (card->client);
  gboolean any = FALSE;

  for (Kind kind = 0; kind < KINDS; kind++) {
    PlRecord *news = today != NULL ? card->news[kind] : NULL;
    gtk_widget_set_visible (GTK_WIDGET (card->rows[kind]), news != NULL);
    if (news != NULL)
      kinds[kind].show (card->rows[kind], news, today);
    any |= news != NULL;
  }
  pl_row_names_tell_apart (card->list);
  gtk_widget_set_visible (GTK_WIDGET (card), any);
}

static gboolean
is_news (PlNewsCard *card, Kind kind, PlRecord *row, const PlToday *today)
{
  gint64 when = kinds[kind].time (row, today);
  gint64 opened = MAX (card->opened[kind], pl_today_opened (today, kinds[kind].what));

  if (kind == RESTRICTION && pl_restriction_holds (row, today))
    return TRUE;
  return when > today->now - kinds[kind].lasts && when > opened;
}

static void
take_rows (PlNewsCard *card, Kind kind, GVariant *rows)
{
  const PlToday *today = pl_client_get_today (card->client);

  g_clear_object (&card->news[kind]);
  for (gsize i = 0; today != NULL && card->news[kind] == NULL && i < g_variant_n_children (rows);
       i++) {
    g_autoptr (GVariant) fields = g_variant_get_child_value (rows, i);
    g_autoptr (PlRecord) row = pl_record_new (fields);
    if (is_news (card, kind, row, today))
      card->news[kind] = g_steal_pointer (&row);
  }
  show_card (card);
}

/* What could not be read leaves the card as it is. */
static void
on_rows (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, NULL);

  if (reply == NULL)
    return;
  const Asking *asking = data;
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  take_rows (asking->card, asking->kind, rows);
}

static void
on_concerns (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GVariant) reply = pl_client_list_concerns_finish (PL_CLIENT (source), result, NULL);

  if (reply == NULL)
    return;
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  take_rows (data, CONCERN, rows);
}

void
pl_news_card_read (PlNewsCard *card, PlClient *client)
{
  g_set_object (&card->client, client);
  for (Kind kind = 0; kind < KINDS; kind++)
    if (kinds[kind].method != NULL)
      pl_client_call (client, kinds[kind].method, g_variant_new ("(xu)", (gint64)0, ROWS),
                      card->cancellable, on_rows, &card->askings[kind]);
  pl_client_list_own_concerns (client, card->cancellable, on_concerns, card);
}

/* For when the app is opened again. */
static void
note_opened (PlNewsCard *card, Kind kind)
{
  pl_client_call (card->client, "NoteOpened",
                  g_variant_new ("(sx)", kinds[kind].what, card->opened[kind]), NULL, NULL, NULL);
}

static void
on_row (AdwActionRow *row, gpointer data)
{
  const Asking *asking = data;
  PlNewsCard *card = asking->card;
  const PlToday *today = pl_client_get_today (card->client);
  g_autoptr (PlRecord) news = g_steal_pointer (&card->news[asking->kind]);

  if (news == NULL || today == NULL)
    return;
  card->opened[asking->kind] = kinds[asking->kind].time (news, today);
  note_opened (card, asking->kind);
  pl_subpage_open (GTK_WIDGET (card), kinds[asking->kind].open (card, news));
  if (is_news (card, asking->kind, news, today))
    card->news[asking->kind] = g_steal_pointer (&news);
  show_card (card);
}

static void
add_row (PlNewsCard *card, Kind kind)
{
  GtkWidget *next = g_object_new (GTK_TYPE_IMAGE, "icon-name", "porchlight-next-symbolic",
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  AdwActionRow *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "visible", FALSE,
                                    "icon-name", kinds[kind].icon, "title-lines", 0,
                                    "subtitle-lines", 0, "activatable", TRUE, NULL);

  adw_action_row_add_suffix (row, next);
  card->askings[kind] = (Asking){ card, kind };
  card->rows[kind] = row;
  g_signal_connect (row, "activated", G_CALLBACK (on_row), &card->askings[kind]);
  gtk_list_box_append (card->list, GTK_WIDGET (row));
}

static void
pl_news_card_dispose (GObject *object)
{
  PlNewsCard *card = PL_NEWS_CARD (object);

  g_cancellable_cancel (card->cancellable);
  g_clear_object (&card->cancellable);
  g_clear_object (&card->client);
  for (Kind kind = 0; kind < KINDS; kind++)
    g_clear_object (&card->news[kind]);
  G_OBJECT_CLASS (pl_news_card_parent_class)->dispose (object);
}

static void
pl_news_card_class_init (PlNewsCardClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_news_card_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/news-card.ui");
  gtk_widget_class_bind_template_child (widget_class, PlNewsCard, list);
}

static void
pl_news_card_init (PlNewsCard *card)
{
  gtk_widget_init_template (GTK_WIDGET (card));
  card->cancellable = g_cancellable_new ();
  for (Kind kind = 0; kind < KINDS; kind++)
    add_row (card, kind);
}
