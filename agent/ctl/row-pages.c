/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/ctl/row-pages.h"

#include "agent/ctl/agent-client.h"
#include "policy/export/concerns.h"

static GVariant *
ask (const char *interface,
     const char *method,
     GVariant *arguments,
     const char *reply_type,
     gpointer data,
     GError **error)
{
  return pl_ctl_call_agent (interface, method, arguments, reply_type, error);
}

const PlExportAgent pl_ctl_agent = { .ask = ask };

GVariant *
pl_ctl_all_concerns (const char *interface,
                     const char *method,
                     const char *reply_type,
                     GError **error)
{
  return pl_export_all_concerns (&pl_ctl_agent, interface, method, reply_type, error);
}
