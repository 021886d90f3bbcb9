/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/*
 * A row of a list: a pill in front (nullable), whose state is a style class ("open-now", "soon-now", "bad-now",
 * "closed-now"), a title and a subtitle (nullable), which are no markup. Floating.
 */
AdwActionRow *
pl_staff_row_new (const char *pill, const char *state, const char *title, const char *subtitle);
/* It leads somewhere: activated is called with the row and data, until the object that is data goes. */
void pl_staff_row_lead (AdwActionRow *row, GCallback activated, gpointer data);
/* Something below its words. below: floating, taken. */
void pl_staff_row_add_below (AdwActionRow *row, GtkWidget *below);
/* A button at its end, which a screen reader says with the row's title. */
GtkWidget *pl_staff_row_add_button (AdwActionRow *row, const char *words);

G_END_DECLS
