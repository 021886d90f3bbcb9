/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <adwaita.h>

#include "gui/app/client.h"
#include "gui/app/record.h"

G_BEGIN_DECLS

/*
 * A part of the staff's Today: a heading, and rows that are made anew from what the agent says. Property: "heading".
 * What kind of part it is, a class derived from it knows.
 */
#define PL_TYPE_TODAY_SECTION (pl_today_section_get_type ())
G_DECLARE_DERIVABLE_TYPE (PlTodaySection, pl_today_section, PL, TODAY_SECTION, AdwBin)

struct _PlTodaySectionClass {
  AdwBinClass parent_class;

  /* Asks the agent; the answer ends in pl_today_section_end, or in pl_today_section_fail. */
  void (*ask) (PlTodaySection *section);
};

/* today: what Staff.GetToday said. */
void pl_today_section_refresh (PlTodaySection *section, PlClient *client, PlRecord *today);
/* The same again, with the same today: something was tried from here, and its rows are made anew, whatever came of it. */
void pl_today_section_ask (PlTodaySection *section);

/* For the classes derived from it. What they ask is cancelled when it is asked anew. */
PlClient *pl_today_section_get_client (PlTodaySection *section);
PlRecord *pl_today_section_get_today (PlTodaySection *section);
GCancellable *pl_today_section_get_cancellable (PlTodaySection *section);

/*
 * Takes the rows away, for those of the facts. FALSE: these facts show already and somebody is in the middle of them,
 * so that nothing is to be taken from under their hands.
 */
gboolean pl_today_section_begin (PlTodaySection *section, GVariant *facts);
void pl_today_section_add (PlTodaySection *section, GtkWidget *row);
/* nothing: what to say where no row was added. */
void pl_today_section_end (PlTodaySection *section, const char *nothing);
void pl_today_section_fail (PlTodaySection *section, const GError *error);

G_END_DECLS
