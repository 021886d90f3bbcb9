/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/ctl/result.h"

#include "agent/ctl/print-json.h"

static JsonBuilder *result; /* NULL: no --json */

void
pl_ctl_result_in_json (void)
{
  result = json_builder_new ();
  json_builder_begin_object (result);
}

gboolean
pl_ctl_result_number (const char *what, gint64 number)
{
  if (result != NULL)
    pl_ctl_add_number (result, what, number);
  return result != NULL;
}

gboolean
pl_ctl_result_text (const char *what, const char *text)
{
  if (result != NULL)
    pl_ctl_add_text (result, what, text);
  return result != NULL;
}

void
pl_ctl_result_end (void)
{
  if (result == NULL)
    return;
  json_builder_end_object (result);
  pl_ctl_print_json (result);
  g_clear_object (&result);
}
