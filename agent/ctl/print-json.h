/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Prints what builder has made, on one line of standard output. */
void pl_ctl_print_json (JsonBuilder *builder);

/* Adds a member to the object that builder is at. A number below 0 is null: there is none. */
void pl_ctl_add_text (JsonBuilder *builder, const char *key, const char *value);
void pl_ctl_add_number (JsonBuilder *builder, const char *key, gint64 value);

G_END_DECLS
