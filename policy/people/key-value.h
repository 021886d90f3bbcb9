/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include "policy/people/key-file.h"

G_BEGIN_DECLS

/*
 * The kinds of values that profiles, homes and levels have, as readers for rules (PlKeyRead). The
 * field is of the type that each names. Errors are PL_ERROR_REFUSED with the reason only.
 */

/* char *: a text for people, at most PL_KEY_FIELD_MAX bytes; may be empty. */
gboolean pl_key_read_text (
    gpointer field, const PlKeyRule *rule, const PlKeyEntry *entry, guint weekday, GError **error);
/* char *: an id of the form [a-z][a-z0-9-]*. */
gboolean pl_key_read_id (
    gpointer field, const PlKeyRule *rule, const PlKeyEntry *entry, guint weekday, GError **error);
/* gboolean: true or false. */
gboolean pl_key_read_boolean (
    gpointer field, const PlKeyRule *rule, const PlKeyEntry *entry, guint weekday, GError **error);
/* int[] by weekday (one int where the rule is not of weekdays), between the rule's minimum and maximum. */
gboolean pl_key_read_number (
    gpointer field, const PlKeyRule *rule, const PlKeyEntry *entry, guint weekday, GError **error);
/* int (or an enum whose values are the places): one of the rule's choices. */
gboolean pl_key_read_choice (
    gpointer field, const PlKeyRule *rule, const PlKeyEntry *entry, guint weekday, GError **error);
/* guint32: a day, YYYY-MM-DD, as pl_date_parse. */
gboolean pl_key_read_date (
    gpointer field, const PlKeyRule *rule, const PlKeyEntry *entry, guint weekday, GError **error);
/* char **: names of sites in normal form, sorted, each once. */
gboolean pl_key_read_names (
    gpointer field, const PlKeyRule *rule, const PlKeyEntry *entry, guint weekday, GError **error);
/* char **: texts as they stand. */
gboolean pl_key_read_list (
    gpointer field, const PlKeyRule *rule, const PlKeyEntry *entry, guint weekday, GError **error);
/* PlTimetable: the windows of a weekday. */
gboolean pl_key_read_windows (
    gpointer field, const PlKeyRule *rule, const PlKeyEntry *entry, guint weekday, GError **error);
/* PlTimetable: the windows of an exception; the key is its date. */
gboolean pl_key_read_exception (
    gpointer field, const PlKeyRule *rule, const PlKeyEntry *entry, guint weekday, GError **error);

/*
 * Splits "a;b;" into its parts without the spaces around them; empty ones are left out. NULL and
 * an error if there are more than PL_KEY_LIST_MAX. Transfer full.
 */
char **pl_key_split (const char *value, GError **error);

/* Names of PlTimeUp and PlSafeSearch in their order. */
extern const char *const pl_time_up_names[];
extern const char *const pl_safe_search_names[];

G_END_DECLS
