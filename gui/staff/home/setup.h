/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/client.h"

G_BEGIN_DECLS

/*
 * How far this home is from protecting a child: read from what the agent says, each time anew, so that the guide goes on
 * where it was left, by whomever. Signal "changed": it was asked, or could not be.
 */
typedef enum {
  PL_SETUP_NAME,    /* the home's own name */
  PL_SETUP_PEOPLE,  /* somebody in each staff group */
  PL_SETUP_CHILD,   /* a child with a profile */
  PL_SETUP_READERS, /* two keys that open concerns */
  PL_SETUP_ROUTE,   /* a test message that its reader acknowledged */
  PL_SETUP_FILTER,  /* the self-test passed when it was last run */
} PlSetupStep;

#define PL_SETUP_STEPS (PL_SETUP_FILTER + 1)

#define PL_TYPE_SETUP (pl_setup_get_type ())
G_DECLARE_FINAL_TYPE (PlSetup, pl_setup, PL, SETUP, GObject)

PlSetup *pl_setup_new (PlClient *client);
/* Asks the agent; "changed" follows. */
void pl_setup_ask (PlSetup *setup);

/* Why it could not be asked; NULL where it was. The setup's. */
const GError *pl_setup_get_error (PlSetup *setup);
/* The home file in force; NULL before the first answer. The setup's. */
const char *pl_setup_get_file (PlSetup *setup);
gboolean pl_setup_is_done (PlSetup *setup, PlSetupStep step);
/* TRUE once every step is done. FALSE before the first answer. */
gboolean pl_setup_is_finished (PlSetup *setup);
/* TRUE if whoever runs this is in the home's group of managers. */
gboolean pl_setup_is_manager (PlSetup *setup);
/* What a step is for, and how far it is. Transfer full. */
char *pl_setup_words (PlSetup *setup, PlSetupStep step);

/* The members of a system group, "Kim (kim), Lee (lee)"; "" where there is nobody, or no such group. Transfer full. */
char *pl_setup_members (const char *group);

G_END_DECLS
