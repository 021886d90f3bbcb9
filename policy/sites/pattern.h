/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * When attempts to open blocked sites of a kind are a pattern that a filter review looks at (F7). A child whom a closed
 * page was shown has read there, each time, where help is, and that staff are told when it happens often: help and
 * the child come before staff.
 */

/* Attempts of so many days count together: today and those before it. */
#define PL_PATTERN_DAYS 7

/* How many attempts at a category (policy/sites/category.h) are a pattern; 0: none ever is. */
guint pl_pattern_times (int category);

G_END_DECLS
