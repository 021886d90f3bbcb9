/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/refusal.h"

#include <glib/gi18n.h>

#include "gui/app/client-call.h"
#include "gui/app/english.h"
#include "gui/widgets/label.h"

static const char *
words_of (const GError *error, char *(*say) (const char *sentence))
{
  if (pl_client_is_away_error (error))
    return C_ ("agent", "Porchlight is not answering");
  if (pl_client_is_unproven_error (error))
    return C_ ("refusal", "Nothing was changed: it needs your own password, and some things only a "
                          "manager may do.");
  /* A page may show it after the error has gone. There are few, and they are short. */
  g_autofree char *said = say (error->message);
  return g_intern_string (said);
}

const char *
pl_refusal_words (const GError *error)
{
  return words_of (error, pl_screen_said_by_itself);
}

const char *
pl_refusal_part (const GError *error)
{
  return words_of (error, pl_screen_said);
}

gboolean
pl_refusal_take (PlAgentView *view, GtkLabel *problem, GVariant *reply, const GError *error)
{
  if (pl_client_is_away_error (error)) {
    pl_agent_view_show_error (view, error);
    return FALSE;
  }
  pl_agent_view_show_content (view);
  if (reply == NULL)
    pl_label_say (problem, pl_refusal_words (error));
  return reply != NULL;
}
