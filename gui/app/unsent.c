/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/app/unsent.h"

G_DEFINE_INTERFACE (PlUnsent, pl_unsent, GTK_TYPE_WIDGET)

static void
pl_unsent_default_init (PlUnsentInterface *interface)
{
}

/* The first widget in another, or that, of which something is true; NULL: of none. */
static GtkWidget *
find (GtkWidget *within, gboolean (*is) (GtkWidget *widget))
{
  GtkWidget *found = is (within) ? within : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (within); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find (child, is);
  return found;
}

static gboolean
holds (GtkWidget *widget)
{
  return PL_IS_UNSENT (widget) && PL_UNSENT_GET_IFACE (widget)->holds (PL_UNSENT (widget));
}

PlUnsent *
pl_unsent_find (GtkWidget *within)
{
  return (PlUnsent *)find (within, holds);
}

void
pl_unsent_resume (PlUnsent *unsent)
{
  PL_UNSENT_GET_IFACE (unsent)->resume (unsent);
}

void
pl_unsent_send_soon (PlUnsent *unsent)
{
  PL_UNSENT_GET_IFACE (unsent)->send_soon (unsent);
}

/* A GtkText is the field inside every entry of a line. */
static gboolean
is_typed (GtkWidget *widget)
{
  if (GTK_IS_TEXT_VIEW (widget))
    return gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (GTK_TEXT_VIEW (widget))) > 0;
  return GTK_IS_TEXT (widget) &&
         gtk_entry_buffer_get_length (gtk_text_get_buffer (GTK_TEXT (widget))) > 0;
}

gboolean
pl_unsent_is_typed (GtkWidget *form)
{
  return find (form, is_typed) != NULL;
}
