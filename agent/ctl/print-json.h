/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Prints what builder has made, on one line of standard output. */
void pl_ctl_print_json (JsonBuilder *builder);

G_END_DECLS
