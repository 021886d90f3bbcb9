/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/child/ask-page.h"

#include <glib/gi18n.h>

#include "gui/app/client-call.h"
#include "policy/error.h"

enum {
  FORM,
  BUTTON,
  PROBLEM,
  ASKED,
  N_PARTS
};

typedef struct {
  PlClient *client;
  GCancellable *cancellable;
  GtkWidget *parts[N_PARTS]; /* weak pointers: children of the page */
} PlAskPagePrivate;

static const char *const part_names[N_PARTS] = { "form", "button", "problem", "asked" };
static GParamSpec *properties[N_PARTS + 1];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (PlAskPage, pl_ask_page, PL_TYPE_SUBPAGE)

static void
pl_ask_page_dispose (GObject *object)
{
  PlAskPagePrivate *private = pl_ask_page_get_instance_private (PL_ASK_PAGE (object));

  g_cancellable_cancel (private->cancellable);
  g_clear_object (&private->cancellable);
  g_clear_object (&private->client);
  for (guint i = 0; i < N_PARTS; i++)
    g_clear_weak_pointer (&private->parts[i]);
  G_OBJECT_CLASS (pl_ask_page_parent_class)->dispose (object);
}

static void
pl_ask_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  PlAskPagePrivate *private = pl_ask_page_get_instance_private (PL_ASK_PAGE (object));

  g_set_weak_pointer (&private->parts[id - 1], g_value_get_object (value));
}

static void
pl_ask_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  PlAskPagePrivate *private = pl_ask_page_get_instance_private (PL_ASK_PAGE (object));

  g_value_set_object (value, private->parts[id - 1]);
}

static void
pl_ask_page_class_init (PlAskPageClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = pl_ask_page_dispose;
  object_class->set_property = pl_ask_page_set_property;
  object_class->get_property = pl_ask_page_get_property;
  for (guint i = 0; i < N_PARTS; i++)
    properties[i + 1] = g_param_spec_object (part_names[i], NULL, NULL, GTK_TYPE_WIDGET,
                                             G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PARTS + 1, properties);
}

static void
pl_ask_page_init (PlAskPage *page)
{
  PlAskPagePrivate *private = pl_ask_page_get_instance_private (page);

  private->cancellable = g_cancellable_new ();
}

PlClient *
pl_ask_page_get_client (PlAskPage *page)
{
  PlAskPagePrivate *private = pl_ask_page_get_instance_private (page);

  return private->client;
}

void
pl_ask_page_set_client (PlAskPage *page, PlClient *client)
{
  PlAskPagePrivate *private = pl_ask_page_get_instance_private (page);

  g_set_object (&private->client, client);
}

void
pl_ask_page_complain (PlAskPage *page, const char *words)
{
  PlAskPagePrivate *private = pl_ask_page_get_instance_private (page);

  gtk_label_set_label (GTK_LABEL (private->parts[PROBLEM]), words);
  gtk_widget_set_visible (private->parts[PROBLEM], *words != '\0');
}

/* Why it was not sent, in words for a child. */
static const char *
why (const GError *error)
{
  if (pl_client_is_away_error (error))
    return C_ ("ask",
               "It is not sent: Porchlight is not answering. Your words stay here. Try again soon, "
               "or tell staff yourself.");
  if (g_error_matches (error, PL_ERROR, PL_ERROR_LIMIT))
    return C_ ("ask", "You have asked a lot today. Please wait until staff have answered.");
  if (g_error_matches (error, PL_ERROR, PL_ERROR_ARGUMENT))
    return C_ ("ask", "This does not look like the name of a site. A name is like example.org.");
  return C_ ("ask",
             "It could not be sent. Your words stay here. Try again soon, or tell staff yourself.");
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlAskPage *page = data;
  PlAskPagePrivate *private = pl_ask_page_get_instance_private (page);
  gtk_widget_set_sensitive (private->parts[BUTTON], TRUE);
  if (reply == NULL) {
    pl_ask_page_complain (page, why (error));
    return;
  }
  gtk_widget_set_visible (private->parts[FORM], FALSE);
  gtk_widget_set_visible (private->parts[ASKED], TRUE);
  pl_subpage_focus_heading (PL_SUBPAGE (page));
  if (PL_ASK_PAGE_GET_CLASS (page)->sent != NULL)
    PL_ASK_PAGE_GET_CLASS (page)->sent (page);
}

void
pl_ask_page_send (PlAskPage *page, const char *method, GVariant *arguments)
{
  PlAskPagePrivate *private = pl_ask_page_get_instance_private (page);

  pl_ask_page_complain (page, "");
  gtk_widget_set_sensitive (private->parts[BUTTON], FALSE);
  pl_client_call (private->client, method, arguments, private->cancellable, on_sent, page);
}

char *
pl_ask_words (GtkTextView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}
