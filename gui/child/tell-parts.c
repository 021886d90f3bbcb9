/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/child/tell-parts.h"

#include "gui/app/settings.h"
#include "gui/app/speech.h"

typedef struct {
  GtkWidget *widget;
  char *label;
  gboolean wanted;
} Part;

struct _PlTellParts {
  PlHeading *heading;
  GArray *parts; /* of Part */
  gboolean one_a_page;
  int at;
};

static void
clear_part (gpointer data)
{
  g_free (((Part *)data)->label);
}

PlTellParts *
pl_tell_parts_new (PlHeading *heading)
{
  PlTellParts *parts = g_new0 (PlTellParts, 1);

  parts->heading = heading;
  parts->parts = g_array_new (FALSE, FALSE, sizeof (Part));
  g_array_set_clear_func (parts->parts, clear_part);
  parts->one_a_page = pl_settings_easy_read (pl_settings_get ());
  return parts;
}

void
pl_tell_parts_free (PlTellParts *parts)
{
  g_array_unref (parts->parts);
  g_free (parts);
}

static Part *
part_at (PlTellParts *parts, int at)
{
  return &g_array_index (parts->parts, Part, at);
}

/* The nearest part from that one on that is asked; -1: there is none. */
static int
wanted_from (PlTellParts *parts, int at, int by)
{
  while (at >= 0 && at < (int)parts->parts->len && !part_at (parts, at)->wanted)
    at += by;
  return at >= 0 && at < (int)parts->parts->len ? at : -1;
}

static void
show (PlTellParts *parts)
{
  for (int i = 0; i < (int)parts->parts->len; i++) {
    const Part *part = part_at (parts, i);
    gtk_widget_set_visible (part->widget, part->wanted && (!parts->one_a_page || i == parts->at));
  }
}

static gboolean
show_at (PlTellParts *parts, int at)
{
  if (!parts->one_a_page || at < 0)
    return FALSE;
  parts->at = at;
  /* What was read aloud was of another page. */
  pl_speech_stop ();
  pl_heading_set_label (parts->heading, part_at (parts, at)->label);
  show (parts);
  return TRUE;
}

void
pl_tell_parts_add (PlTellParts *parts, GtkWidget *widget, const char *label)
{
  Part part = { widget, g_strdup (label), TRUE };

  g_array_append_val (parts->parts, part);
}

void
pl_tell_parts_name (PlTellParts *parts, GtkWidget *widget, const char *label)
{
  for (int i = 0; i < (int)parts->parts->len; i++) {
    Part *part = part_at (parts, i);

    if (part->widget != widget)
      continue;
    g_free (part->label);
    part->label = g_strdup (label);
    if (i == (parts->one_a_page ? parts->at : 0))
      pl_heading_set_label (parts->heading, label);
  }
}

void
pl_tell_parts_want (PlTellParts *parts, GtkWidget *widget, gboolean wanted)
{
  for (int i = 0; i < (int)parts->parts->len; i++)
    if (part_at (parts, i)->widget == widget)
      part_at (parts, i)->wanted = wanted;
  show (parts);
}

void
pl_tell_parts_show_first (PlTellParts *parts)
{
  show_at (parts, wanted_from (parts, 0, 1));
}

void
pl_tell_parts_show_last (PlTellParts *parts)
{
  show_at (parts, wanted_from (parts, (int)parts->parts->len - 1, -1));
}

gboolean
pl_tell_parts_next (PlTellParts *parts)
{
  return show_at (parts, wanted_from (parts, parts->at + 1, 1));
}

gboolean
pl_tell_parts_back (PlTellParts *parts)
{
  return show_at (parts, wanted_from (parts, parts->at - 1, -1));
}

gboolean
pl_tell_parts_is_last (PlTellParts *parts)
{
  return !parts->one_a_page || wanted_from (parts, parts->at + 1, 1) < 0;
}

gboolean
pl_tell_parts_is_first (PlTellParts *parts)
{
  return !parts->one_a_page || wanted_from (parts, parts->at - 1, -1) < 0;
}
