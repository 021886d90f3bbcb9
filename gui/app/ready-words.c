/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/app/ready-words.h"

#include <glib/gi18n.h>

const char *const pl_ready_refusals[] = {
  NC_ ("request", "It is late now. Ask again tomorrow."),
  NC_ ("request", "Not before your homework is done. Then ask again."),
  NC_ ("request", "Let us talk about it first. Come and see me."),
  NULL,
};
const char *const pl_ready_yes = NC_ ("request", "Yes, that is fine.");
const char *const pl_ready_more_time = NC_ ("request", "Some more time for you.");

const char *
pl_ready_words (const char *reason)
{
  return g_strv_contains (pl_ready_refusals, reason) || g_str_equal (reason, pl_ready_yes) ||
                 g_str_equal (reason, pl_ready_more_time)
             ? g_dpgettext2 (NULL, "request", reason)
             : reason;
}
