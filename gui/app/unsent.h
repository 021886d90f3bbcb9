/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/*
 * A widget in which somebody types what is in memory only until it is sent: a form, or Tell staff. Whatever ends a visit
 * (T11) or a session, leaves the form, or closes the window, asks for those that hold something, and leaves time for them (WCAG 2.2,
 * 2.2.1).
 */
#define PL_TYPE_UNSENT (pl_unsent_get_type ())
G_DECLARE_INTERFACE (PlUnsent, pl_unsent, PL, UNSENT, GtkWidget)

struct _PlUnsentInterface {
  GTypeInterface parent;
  /* TRUE where something was typed or chosen that is not sent. */
  gboolean (*holds) (PlUnsent *unsent);
  /* Shows it as it was left. */
  void (*resume) (PlUnsent *unsent);
  /* Goes on to what sends it, once it shows. */
  void (*send_soon) (PlUnsent *unsent);
};

/* The first in a widget, or the widget, that holds something; NULL: none does. */
PlUnsent *pl_unsent_find (GtkWidget *within);
void pl_unsent_resume (PlUnsent *unsent);
void pl_unsent_send_soon (PlUnsent *unsent);

/* For those who carry it out: TRUE where a text field in a widget, or the widget, holds a text. */
gboolean pl_unsent_is_typed (GtkWidget *form);

G_END_DECLS
