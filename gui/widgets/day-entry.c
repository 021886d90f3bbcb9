/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/widgets/day-entry.h"

#include <glib/gi18n.h>

#include "gui/app/clock.h"
#include "gui/app/typed-day.h"
#include "gui/widgets/day-picker.h"

struct _PlDayEntry {
  GtkEntry parent;
  gboolean has_time;
  GtkPopover *popover; /* NULL until it is wanted */
  PlDayPicker *picker;
};

G_DEFINE_FINAL_TYPE (PlDayEntry, pl_day_entry, GTK_TYPE_ENTRY)

enum {
  PROP_HAS_TIME = 1
};

/* NULL: there is none. */
static const char *
hour_in (PlDayEntry *entry)
{
  return entry->has_time ? pl_typed_hour (gtk_editable_get_text (GTK_EDITABLE (entry))) : NULL;
}

/* The day that is typed, or today. Transfer full. */
static GDateTime *
day_in (PlDayEntry *entry)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry)), *hour = hour_in (entry);
  g_autofree char *typed =
      hour != NULL ? g_strndup (text, (gsize)(hour - text - 1)) : g_strdup (text);
  g_autofree char *day = pl_typed_day (typed);

  return pl_app_time (day != NULL ? pl_typed_day_noon (day) : pl_app_now ());
}

static void
on_picked (PlDayEntry *entry)
{
  g_autofree char *hour = g_strdup (hour_in (entry));
  g_autofree char *date = pl_typed_day_of (pl_day_picker_get_day (entry->picker));
  g_autofree char *text = g_strconcat (date, entry->has_time ? " " : "", hour, NULL);

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  gtk_popover_popdown (entry->popover);
}

/* A day was chosen, or none: who opened it goes on typing. */
static void
on_closed (PlDayEntry *entry)
{
  gtk_entry_grab_focus_without_selecting (GTK_ENTRY (entry));
  gtk_editable_set_position (GTK_EDITABLE (entry), -1);
}

static void
make_calendar (PlDayEntry *entry)
{
  entry->picker = pl_day_picker_new ();
  g_signal_connect_object (entry->picker, "picked", G_CALLBACK (on_picked), entry,
                           G_CONNECT_SWAPPED);
  entry->popover = GTK_POPOVER (gtk_popover_new ());
  gtk_popover_set_child (entry->popover, GTK_WIDGET (entry->picker));
  g_signal_connect_object (entry->popover, "closed", G_CALLBACK (on_closed), entry,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_parent (GTK_WIDGET (entry->popover), GTK_WIDGET (entry));
}

static void
open_calendar (PlDayEntry *entry)
{
  g_autoptr (GDateTime) day = day_in (entry);

  if (entry->popover == NULL)
    make_calendar (entry);
  pl_day_picker_show (entry->picker, day);
  gtk_popover_popup (entry->popover);
  gtk_widget_grab_focus (GTK_WIDGET (entry->picker));
}

static gboolean
on_open_key (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  open_calendar (PL_DAY_ENTRY (widget));
  return TRUE;
}

static void
pl_day_entry_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  PlDayEntry *entry = PL_DAY_ENTRY (object);

  if (id != PROP_HAS_TIME) {
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    return;
  }
  entry->has_time = g_value_get_boolean (value);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), entry->has_time
                                                         ? C_ ("day", "day/month/year hour:minute")
                                                         : C_ ("day", "day/month/year"));
}

static void
pl_day_entry_dispose (GObject *object)
{
  PlDayEntry *entry = PL_DAY_ENTRY (object);

  if (entry->popover != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&entry->popover)));
  G_OBJECT_CLASS (pl_day_entry_parent_class)->dispose (object);
}

static void
pl_day_entry_class_init (PlDayEntryClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->set_property = pl_day_entry_set_property;
  object_class->dispose = pl_day_entry_dispose;
  gtk_widget_class_add_binding (GTK_WIDGET_CLASS (class), GDK_KEY_Down, GDK_ALT_MASK, on_open_key,
                                NULL);
  g_object_class_install_property (
      object_class, PROP_HAS_TIME,
      g_param_spec_boolean ("has-time", NULL, NULL, FALSE,
                            G_PARAM_WRITABLE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS));
}

static void
pl_day_entry_init (PlDayEntry *entry)
{
  gtk_entry_set_icon_from_icon_name (GTK_ENTRY (entry), GTK_ENTRY_ICON_SECONDARY,
                                     "porchlight-calendar-symbolic");
  gtk_entry_set_icon_tooltip_text (GTK_ENTRY (entry), GTK_ENTRY_ICON_SECONDARY,
                                   C_ ("day", "Choose in a calendar"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_KEY_SHORTCUTS,
                                  "Alt+Down", -1);
  g_signal_connect (entry, "icon-release", G_CALLBACK (open_calendar), NULL);
}

GtkWidget *
pl_day_entry_new (gboolean has_time)
{
  return g_object_new (PL_TYPE_DAY_ENTRY, "has-time", has_time, NULL);
}
