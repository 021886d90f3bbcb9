/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/ctl/print-json.h"

#include <stdio.h>

void
pl_ctl_print_json (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, FALSE);

  puts (text);
}
