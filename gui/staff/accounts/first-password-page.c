/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/accounts/first-password-page.h"

#include <glib/gi18n.h>
#include <sodium.h>

#include "gui/app/client-call.h"
#include "gui/staff/refusal.h"
#include "gui/staff/sheet.h"
#include "gui/widgets/label.h"

struct _PlFirstPasswordPage {
  PlSubpage parent;
  PlClient *client;
  PlRecord *child;
  PlSubpage *(*next) (PlClient *client, PlRecord *child); /* nullable */
  GtkLabel *password, *said;
};

G_DEFINE_FINAL_TYPE (PlFirstPasswordPage, pl_first_password_page, PL_TYPE_SUBPAGE)

static void
on_done (PlFirstPasswordPage *page)
{
  if (page->next != NULL)
    pl_subpage_replace (GTK_WIDGET (page), page->next (page->client, page->child));
  else
    pl_subpage_close (GTK_WIDGET (page));
}

/* A locked screen, or another place of the window: whoever comes next does not see it. What is freed is wiped (wiping-free.c). */
static void
pl_first_password_page_unmap (GtkWidget *widget)
{
  PlFirstPasswordPage *page = PL_FIRST_PASSWORD_PAGE (widget);

  GTK_WIDGET_CLASS (pl_first_password_page_parent_class)->unmap (widget);
  pl_label_say (page->password, "");
  pl_label_say (page->said,
                C_ ("first password",
                    "It was shown, and is gone. If it was not used yet, make a new one: "
                    "on the child’s page, under Account."));
}

static void
pl_first_password_page_dispose (GObject *object)
{
  PlFirstPasswordPage *page = PL_FIRST_PASSWORD_PAGE (object);

  g_clear_object (&page->client);
  g_clear_object (&page->child);
  G_OBJECT_CLASS (pl_first_password_page_parent_class)->dispose (object);
}

static void
pl_first_password_page_class_init (PlFirstPasswordPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = pl_first_password_page_dispose;
  GTK_WIDGET_CLASS (class)->unmap = pl_first_password_page_unmap;
}

static void
pl_first_password_page_init (PlFirstPasswordPage *page)
{
}

static void
fill (PlFirstPasswordPage *page, GAsyncResult *reply)
{
  const char *name = pl_record_text (page->child, "name");
  /* Translators: a child's name; staff and the child read it together. */
  g_autofree char *heading = g_strdup_printf (C_ ("first password", "A password for %s"), name);
  /* Translators: a child's name. */
  g_autofree char *done = g_strdup_printf (C_ ("first password", "Done: to %s’s page"), name);
  /* Translators: the name of a child's account, which is typed to log in. */
  g_autofree char *account = g_strdup_printf (C_ ("first password", "Log in as: %s"),
                                              pl_record_text (page->child, "account"));
  GtkBox *sheet = pl_sheet_new (PL_SUBPAGE (page), name, heading);
  g_autoptr (GError) error = NULL;
  char *password = pl_client_call_words (reply, &error);

  pl_sheet_add_text (sheet, "second", account);
  page->password = pl_sheet_add_text (sheet, "first-password", password);
  sodium_free (password);
  if (error != NULL)
    pl_sheet_add_text (sheet, "problem", pl_refusal_words (error));
  page->said = pl_sheet_add_text (sheet, "done", NULL);
  pl_sheet_add_text (
      sheet, NULL,
      C_ ("first password",
          "Show it to them alone, or write it down for them. At the log-in screen they "
          "type it once, and then choose their own, which nobody else needs to know."));
  pl_sheet_add_text (
      sheet, "quieter",
      C_ ("first password", "It is shown only once: it is gone when this page closes."));
  pl_sheet_add_button (sheet, page->next != NULL ? done : C_ ("first password", "Done"), "ask",
                       G_CALLBACK (on_done), page);
}

PlSubpage *
pl_first_password_page_new (PlClient *client,
                            PlRecord *child,
                            GAsyncResult *reply,
                            PlSubpage *(*next) (PlClient *client, PlRecord *child))
{
  PlFirstPasswordPage *page = g_object_new (PL_TYPE_FIRST_PASSWORD_PAGE, NULL);

  page->client = g_object_ref (client);
  page->child = g_object_ref (child);
  page->next = next;
  fill (page, reply);
  return PL_SUBPAGE (page);
}
