/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/app/settings.h"

#include "gui/app/easy-words.h"

/* As .enlarged has in style.css: 20 points on an ordinary screen. */
#define LARGE_PIXELS 26.67
/* From here on a desktop's own headings are larger than those of style.css's .modest, which are as large as the smallest screen can carry. */
#define MODEST_PIXELS 19.6
/* An ordinary desktop's type has 15. From here on two things beside each other leave each other no room at 360 pixels. */
#define STACKED_PIXELS  21
#define DOTS_PER_INCH   96
#define POINTS_PER_INCH 72.0

enum {
  EASY_READ,
  LARGE_TYPE,
  READ_ALOUD,
  N_FLAGS
};

static const char *const names[N_FLAGS] = { PL_READING_EASY, "large-type", "read-aloud" };

struct _PlSettings {
  GObject parent;
  char *path;
  GKeyFile *file; /* what the child chose */
  gboolean flags[N_FLAGS];
};

static GParamSpec *properties[N_FLAGS + 1];

G_DEFINE_FINAL_TYPE (PlSettings, pl_settings, G_TYPE_OBJECT)

static void
set_flag (PlSettings *settings, guint i, gboolean on)
{
  if (settings->flags[i] == on)
    return;
  settings->flags[i] = on;
  if (i == EASY_READ)
    pl_easy_words_use (on);
  g_object_notify_by_pspec (G_OBJECT (settings), properties[i + 1]);
}

/* A choice that cannot be kept holds until the app is closed. */
static void
keep (PlSettings *settings)
{
  g_autofree char *folder = g_path_get_dirname (settings->path);

  g_mkdir_with_parents (folder, 0700);
  g_key_file_save_to_file (settings->file, settings->path, NULL);
}

static void
pl_settings_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  PlSettings *settings = PL_SETTINGS (object);
  gboolean on = g_value_get_boolean (value);

  if (settings->flags[id - 1] == on)
    return;
  g_key_file_set_boolean (settings->file, PL_READING_CHOSEN, names[id - 1], on);
  keep (settings);
  set_flag (settings, id - 1, on);
}

static void
pl_settings_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  g_value_set_boolean (value, PL_SETTINGS (object)->flags[id - 1]);
}

static void
pl_settings_finalize (GObject *object)
{
  PlSettings *settings = PL_SETTINGS (object);

  g_free (settings->path);
  g_key_file_unref (settings->file);
  G_OBJECT_CLASS (pl_settings_parent_class)->finalize (object);
}

static void
pl_settings_class_init (PlSettingsClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->set_property = pl_settings_set_property;
  object_class->get_property = pl_settings_get_property;
  object_class->finalize = pl_settings_finalize;
  for (guint i = 0; i < N_FLAGS; i++)
    properties[i + 1] =
        g_param_spec_boolean (names[i], NULL, NULL, FALSE,
                              G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_FLAGS + 1, properties);
}

/* How large the desktop's type is. */
static double
desktop_pixels (void)
{
  g_autofree char *name = NULL;
  g_autoptr (PangoFontDescription) font = NULL;
  int dpi = -1;

  g_object_get (gtk_settings_get_default (), "gtk-font-name", &name, "gtk-xft-dpi", &dpi, NULL);
  font = pango_font_description_from_string (name != NULL ? name : "");
  return (double)pango_font_description_get_size (font) / PANGO_SCALE *
         (dpi > 0 ? dpi / 1024.0 : DOTS_PER_INCH) / POINTS_PER_INCH;
}

static void
on_desktop_type (PlSettings *settings)
{
  g_object_notify_by_pspec (G_OBJECT (settings), properties[LARGE_TYPE + 1]);
}

static void
pl_settings_init (PlSettings *settings)
{
  GtkSettings *desktop = gtk_settings_get_default ();

  g_signal_connect_object (desktop, "notify::gtk-xft-dpi", G_CALLBACK (on_desktop_type), settings,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (desktop, "notify::gtk-font-name", G_CALLBACK (on_desktop_type), settings,
                           G_CONNECT_SWAPPED);
  settings->path = pl_reading_path ();
  settings->file = g_key_file_new ();
  g_key_file_load_from_file (settings->file, settings->path, G_KEY_FILE_NONE, NULL);
  for (guint i = 0; i < N_FLAGS; i++)
    settings->flags[i] = g_key_file_get_boolean (
        settings->file, pl_reading_group (settings->file, names[i]), names[i], NULL);
  pl_easy_words_use (settings->flags[EASY_READ]);
}

PlSettings *
pl_settings_get (void)
{
  static PlSettings *settings = NULL;

  if (settings == NULL)
    settings = g_object_new (PL_TYPE_SETTINGS, NULL);
  return settings;
}

gboolean
pl_settings_easy_read (PlSettings *settings)
{
  return settings->flags[EASY_READ];
}

gboolean
pl_settings_large_type (PlSettings *settings)
{
  return settings->flags[LARGE_TYPE] || settings->flags[EASY_READ];
}

gboolean
pl_settings_is_stacked (PlSettings *settings)
{
  return pl_settings_large_type (settings) || desktop_pixels () >= STACKED_PIXELS;
}

static void
stack (PlSettings *settings, GParamSpec *spec, GtkOrientable *box)
{
  gtk_orientable_set_orientation (box, pl_settings_is_stacked (settings)
                                           ? GTK_ORIENTATION_VERTICAL
                                           : GTK_ORIENTATION_HORIZONTAL);
}

void
pl_settings_stack (PlSettings *settings, GtkBox *box)
{
  g_signal_connect_object (settings, "notify::large-type", G_CALLBACK (stack), box, 0);
  g_signal_connect_object (settings, "notify::easy-read", G_CALLBACK (stack), box, 0);
  stack (settings, NULL, GTK_ORIENTABLE (box));
}

gboolean
pl_settings_read_aloud (PlSettings *settings)
{
  return settings->flags[READ_ALOUD];
}

void
pl_settings_take_profile (PlSettings *settings, const PlToday *today)
{
  const gboolean said[N_FLAGS] = { today->easy_read, today->large_type, today->read_aloud };
  gboolean new = FALSE;

  for (guint i = 0; i < N_FLAGS; i++) {
    if (g_key_file_get_boolean (settings->file, PL_READING_PROFILE, names[i], NULL) != said[i]) {
      g_key_file_set_boolean (settings->file, PL_READING_PROFILE, names[i], said[i]);
      new = TRUE;
    }
    if (g_str_equal (pl_reading_group (settings->file, names[i]), PL_READING_PROFILE))
      set_flag (settings, i, said[i]);
  }
  if (new)
    keep (settings);
}

static void
set_class (GtkWidget *window, const char *class, gboolean on)
{
  (on ? gtk_widget_add_css_class : gtk_widget_remove_css_class) (window, class);
}

static void
dress (PlSettings *settings, GParamSpec *spec, GtkWidget *window)
{
  gboolean large = pl_settings_large_type (settings);

  set_class (window, "large-type", large);
  set_class (window, "stacked", pl_settings_is_stacked (settings));
  /* The desktop's own type, where that is larger than ours, stays. */
  set_class (window, "enlarged", large && desktop_pixels () < LARGE_PIXELS);
  set_class (window, "modest", large && desktop_pixels () < MODEST_PIXELS);
}

void
pl_settings_dress (PlSettings *settings, GtkWidget *window)
{
  g_signal_connect_object (settings, "notify::large-type", G_CALLBACK (dress), window, 0);
  g_signal_connect_object (settings, "notify::easy-read", G_CALLBACK (dress), window, 0);
  dress (settings, NULL, window);
}
