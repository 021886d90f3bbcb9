/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A command of porchlightctl, as its help and the completion of bash tell it. */
typedef struct {
  const char *words; /* as they are typed: "sites build" */
  const char *arguments;
  const char *summary;
  const char *help; /* lines, each with its end; "" */
  /* argv[0] is the last of the words. */
  gboolean (*run) (int argc, char **argv, GError **error);
  /* --json is taken out beforehand, and makes the result an object (agent/ctl/result.h). */
  gboolean acts;
} PlCtlCommand;

extern const PlCtlCommand pl_ctl_commands[];
extern const gsize pl_ctl_n_commands;

G_END_DECLS
