/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "gui/app/record.h"

G_BEGIN_DECLS

/* What a self-test found (Staff.SelfTest), in words; also of what of it is on record. */

/* A layer of the filter; the layer itself where it is not known. */
const char *pl_check_layer_words (const char *layer);

/* What to do where it fails; "" where it is not known. */
const char *pl_check_layer_advice (const char *layer);

/* "works", "fails" or "not sure". */
const char *pl_check_verdict_words (const char *verdict);

/* "Names of sites, Sam". person: "" where it was tried for nobody. Transfer full. */
char *pl_check_title (const char *layer, const char *person);

/*
 * What stands under details of a filter check, or of what the log has of it, with names; lines that a person wrote stay as they are.
 * NULL: nothing. Transfer full.
 */
char *pl_check_details_words (PlRecord *check);

G_END_DECLS
