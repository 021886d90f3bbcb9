/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/app/application.h"

#include "gui/app/client.h"
#include "gui/app/settings.h"
#include "gui/app/window.h"
#include "policy/language.h"

struct _PlApplication {
  AdwApplication parent;
  PlClient *client;
};

G_DEFINE_FINAL_TYPE (PlApplication, pl_application, ADW_TYPE_APPLICATION)

/* Our catalogues say which way a language runs, whether or not GTK's own are installed. */
static void
set_direction (void)
{
  const PlLanguage *language = pl_language_find (g_get_language_names ()[0]);

  if (language != NULL)
    gtk_widget_set_default_direction (pl_language_is_right_to_left (language) ? GTK_TEXT_DIR_RTL
                                                                              : GTK_TEXT_DIR_LTR);
}

static gboolean
refuse_debugging (GtkWindow *window, gboolean toggle)
{
  return TRUE;
}

/* GTK's inspector shows what a page hides. It opens over any window, by a key that a setting of the desktop's allows. */
static void
forbid_inspector (void)
{
  GtkWindowClass *class = g_type_class_ref (GTK_TYPE_WINDOW);

  class->enable_debugging = refuse_debugging;
}

static void
pl_application_startup (GApplication *application)
{
  static const char *const back[] = { "<Alt>Left", "Escape", NULL };

  G_APPLICATION_CLASS (pl_application_parent_class)->startup (application);
  forbid_inspector ();
  set_direction ();
  /* Before there is anything to read. */
  pl_settings_get ();
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()),
                                    "/org/porchlight/Porchlight/icons");
  gtk_application_set_accels_for_action (GTK_APPLICATION (application), "win.back", back);
  PL_APPLICATION (application)->client = pl_client_new ();
}

static void
pl_application_activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window == NULL)
    window = GTK_WINDOW (
        pl_window_new (GTK_APPLICATION (application), PL_APPLICATION (application)->client));
  gtk_window_present (window);
}

static void
pl_application_shutdown (GApplication *application)
{
  g_clear_object (&PL_APPLICATION (application)->client);
  G_APPLICATION_CLASS (pl_application_parent_class)->shutdown (application);
}

static void
pl_application_class_init (PlApplicationClass *class)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (class);

  application_class->startup = pl_application_startup;
  application_class->activate = pl_application_activate;
  application_class->shutdown = pl_application_shutdown;
}

static void
pl_application_init (PlApplication *application)
{
}

PlApplication *
pl_application_new (void)
{
  return g_object_new (PL_TYPE_APPLICATION, "application-id", PL_APP_ID, "resource-base-path",
                       "/org/porchlight/Porchlight", NULL);
}
