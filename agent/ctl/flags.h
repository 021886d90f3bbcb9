/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What staff are prompted about (policy/people/flags.h), in words. */

/* What the agent prompts about, a(ssxs): account, code, day, name. Transfer full; NULL and an error. */
GVariant *pl_ctl_flags (GError **error);

/* A line for people: "turns 13 on 2026-05-01: ...". day: an instant, or -1. g_free. */
char *pl_ctl_flag_words (const char *code, gint64 day);

/* The lines of an account, joined by "; "; "" for none. flags: as above. g_free. */
char *pl_ctl_flags_of (GVariant *flags, const char *account);

/* Adds an array of objects: "account" (where account is NULL: of everyone), "flag", "day", "words". */
void pl_ctl_add_flags (JsonBuilder *json, GVariant *flags, const char *account);

G_END_DECLS
