/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/concerns/key-page.h"
#include "gui/app/client-call.h"
#include "gui/app/english.h"

#include <glib/gi18n.h>
#include <sodium.h>
#include <string.h>

#include "gui/app/wipe.h"
#include "gui/staff/refusal.h"
#include "gui/widgets/heading.h"
#include "gui/widgets/label.h"
#include "policy/care/passphrase.h"
#include "policy/care/sealed.h"

struct _PlKeyPage {
  PlSubpage parent;
  PlClient *client;
  PlReaderLock *lock; /* nullable */
  GCancellable *cancellable;
  GtkEditable *once, *again;
  GtkLabel *strength, *problem, *said;
  GtkWidget *form, *done, *set;
};

G_DEFINE_FINAL_TYPE (PlKeyPage, pl_key_page, PL_TYPE_SUBPAGE)

/* What the thread makes a key from. */
typedef struct {
  char *name;
  char *passphrase; /* by pl_sealed_memory */
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  sodium_free (work->passphrase);
  g_free (work->name);
  g_free (work);
}

static void
make_key (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Work *work = data;
  PlReaderKey key;
  GError *error = NULL;

  if (pl_reader_key_new (&key, work->name, work->passphrase, strlen (work->passphrase),
                         PL_PASSPHRASE_MIN, PL_WRAP_READER, &error))
    g_task_return_pointer (task, pl_reader_key_text (&key, TRUE), g_free);
  else
    g_task_return_error (task, error);
}

static void
on_taken (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = pl_client_call_finish (PL_CLIENT (source), result, &error);
  const char *problem = "";

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlKeyPage *page = data;
  gtk_widget_set_sensitive (page->form, TRUE);
  if (reply == NULL) {
    pl_label_say (page->problem, pl_refusal_words (error));
    return;
  }
  if (g_variant_is_of_type (reply, G_VARIANT_TYPE ("(s)")))
    g_variant_get (reply, "(&s)", &problem);
  /* What the home still needs comes with it. */
  g_autofree char *missing = pl_screen_said (problem);
  g_autofree char *said =
      *problem != '\0'
          /* Translators: %s is a sentence that says what the home still needs. */
          ? g_strdup_printf (C_ ("reader key", "Your key is made. Still: %s."), missing)
          : g_strdup (C_ ("reader key", "It is set. You open concerns with it from now on."));
  gtk_label_set_label (page->said, said);
  gtk_widget_set_visible (page->form, FALSE);
  gtk_widget_set_visible (page->done, TRUE);
  pl_subpage_focus_heading (PL_SUBPAGE (page));
}

static void
on_made (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *key = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PlKeyPage *page = data;
  if (key != NULL) {
    pl_client_call_staff (page->client, "Readers", page->lock != NULL ? "SetPassphrase" : "Add",
                          g_variant_new ("(s)", key), page->cancellable, on_taken, page);
    return;
  }
  gtk_widget_set_sensitive (page->form, TRUE);
  pl_label_say (page->problem, pl_refusal_words (error));
}

static void
on_rewrapped (GObject *source, GAsyncResult *result, gpointer data)
{
  on_made (NULL, result, data);
}

static void
start (PlKeyPage *page, const char *passphrase)
{
  if (page->lock != NULL) {
    pl_reader_lock_rewrap (page->lock, passphrase, page->cancellable, on_rewrapped, page);
    return;
  }
  g_autoptr (GTask) task = g_task_new (NULL, page->cancellable, on_made, page);
  Work *work = g_new0 (Work, 1);
  gsize size = strlen (passphrase) + 1;

  work->name = g_strdup (g_get_real_name ());
  work->passphrase = (char *)pl_sealed_memory (size);
  memcpy (work->passphrase, passphrase, size);
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, make_key);
}

static void
on_typed (PlKeyPage *page)
{
  static const char *const words[] = {
    [PL_PASSPHRASE_TOO_SHORT] = NC_ ("reader key", "Too short: at least 12 signs."),
    [PL_PASSPHRASE_WEAK] = NC_ ("reader key", "Weak: too much of it is the same."),
    [PL_PASSPHRASE_FAIR] = NC_ ("reader key", "Fair. One more word makes it strong."),
    [PL_PASSPHRASE_STRONG] = NC_ ("reader key", "Strong."),
  };
  const char *passphrase = gtk_editable_get_text (page->once);

  gtk_label_set_label (
      page->strength,
      *passphrase != '\0'
          ? g_dpgettext2 (NULL, "reader key", words[pl_passphrase_strength (passphrase)])
          : "");
}

static void
on_set (PlKeyPage *page)
{
  const char *passphrase = gtk_editable_get_text (page->once);

  if (pl_passphrase_strength (passphrase) <= PL_PASSPHRASE_WEAK)
    pl_label_say (page->problem,
                  C_ ("reader key", "Please take a stronger one: four words or more."));
  else if (!g_str_equal (passphrase, gtk_editable_get_text (page->again)))
    pl_label_say (page->problem,
                  C_ ("reader key", "The two are not the same. Please type them again."));
  else {
    pl_label_say (page->problem, "");
    start (page, passphrase);
    pl_wipe_entry (page->once);
    pl_wipe_entry (page->again);
    gtk_widget_set_sensitive (page->form, FALSE);
  }
}

static void
pl_key_page_dispose (GObject *object)
{
  PlKeyPage *page = PL_KEY_PAGE (object);

  g_cancellable_cancel (page->cancellable);
  g_clear_object (&page->cancellable);
  g_clear_object (&page->client);
  g_clear_object (&page->lock);
  G_OBJECT_CLASS (pl_key_page_parent_class)->dispose (object);
}

static void
pl_key_page_class_init (PlKeyPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = pl_key_page_dispose;
  g_type_ensure (PL_TYPE_HEADING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/porchlight/Porchlight/key-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PlKeyPage, once);
  gtk_widget_class_bind_template_child (widget_class, PlKeyPage, again);
  gtk_widget_class_bind_template_child (widget_class, PlKeyPage, strength);
  gtk_widget_class_bind_template_child (widget_class, PlKeyPage, problem);
  gtk_widget_class_bind_template_child (widget_class, PlKeyPage, said);
  gtk_widget_class_bind_template_child (widget_class, PlKeyPage, form);
  gtk_widget_class_bind_template_child (widget_class, PlKeyPage, done);
  gtk_widget_class_bind_template_child (widget_class, PlKeyPage, set);
  gtk_widget_class_bind_template_callback (widget_class, on_typed);
  gtk_widget_class_bind_template_callback (widget_class, on_set);
}

static void
pl_key_page_init (PlKeyPage *page)
{
  gtk_widget_init_template (GTK_WIDGET (page));
  page->cancellable = g_cancellable_new ();
}

PlSubpage *
pl_key_page_new (PlClient *client, PlReaderLock *lock)
{
  PlKeyPage *page = g_object_new (PL_TYPE_KEY_PAGE, NULL);

  page->client = g_object_ref (client);
  page->lock = lock != NULL ? g_object_ref (lock) : NULL;
  return PL_SUBPAGE (page);
}
