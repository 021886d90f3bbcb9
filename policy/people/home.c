/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/people/home.h"

#include <glib/gi18n.h>
#include <string.h>

#include "policy/error.h"
#include "policy/people/key-value.h"
#include "policy/people/network.h"
#include "policy/people/wifi.h"

#define USAGE_DAYS 90 /* R7 */
/* Of days that a file says nothing of. */
#define UNSAID       G_MAXUINT
#define DEFAULT_ZONE "Europe/London"

static const char *const device_kinds[] = { "communal", "staying-close", "office", NULL };

/* Names of the zone database only: GLib would take POSIX rules and offsets, too. */
static gboolean
is_zone_name (const char *id)
{
  if (!g_ascii_isalpha (id[0]) || strstr (id, "..") != NULL)
    return FALSE;
  if (strpbrk (id, "0123456789") != NULL && strchr (id, '/') == NULL)
    return FALSE;
  for (; *id != '\0'; id++) {
    if (!g_ascii_isalnum (*id) && strchr ("/_+-", *id) == NULL)
      return FALSE;
  }
  return TRUE;
}

static gboolean
read_zone (
    gpointer field, const PlKeyRule *rule, const PlKeyEntry *entry, guint weekday, GError **error)
{
  PlHome *home = field;
  GTimeZone *zone = is_zone_name (entry->value) ? g_time_zone_new_identifier (entry->value) : NULL;

  if (zone == NULL) {
    g_set_error (error, PL_ERROR, PL_ERROR_REFUSED, NC_ ("said", "unknown time zone \"%s\""),
                 entry->value);
    return FALSE;
  }
  g_clear_pointer (&home->zone, g_time_zone_unref);
  home->zone = zone;
  g_free (home->zone_id);
  home->zone_id = g_strdup (entry->value);
  return TRUE;
}

static gboolean
read_maximum (
    gpointer field, const PlKeyRule *rule, const PlKeyEntry *entry, guint weekday, GError **error)
{
  if (!g_str_equal (entry->value, "applies")) {
    g_set_error (error, PL_ERROR, PL_ERROR_REFUSED, NC_ ("said", "Maximum=%s is not \"applies\""),
                 entry->value);
    return FALSE;
  }
  *(gboolean *)field = TRUE;
  return TRUE;
}

/* A Unix group as useradd and groupadd take it. */
static gboolean
read_group (
    gpointer field, const PlKeyRule *rule, const PlKeyEntry *entry, guint weekday, GError **error)
{
  const char *name = entry->value;
  gsize length = strspn (name, "abcdefghijklmnopqrstuvwxyz0123456789_-");

  if (name[length] != '\0' || length == 0 || length > 32 ||
      (!g_ascii_islower (name[0]) && name[0] != '_')) {
    g_set_error (error, PL_ERROR, PL_ERROR_REFUSED,
                 NC_ ("said", "\"%s\" is not the name of a group"), name);
    return FALSE;
  }
  return pl_key_read_text (field, rule, entry, weekday, error);
}

static gboolean
read_upstreams (
    gpointer field, const PlKeyRule *rule, const PlKeyEntry *entry, guint weekday, GError **error)
{
  PlHome *home = field;
  g_auto (GStrv) parts = pl_key_split (entry->value, error);

  if (parts == NULL)
    return FALSE;
  for (char **part = parts; *part != NULL; part++) {
    if (home->n_upstreams == PL_UPSTREAM_MAX) {
      g_set_error (error, PL_ERROR, PL_ERROR_REFUSED, NC_ ("said", "more than %d resolvers"),
                   PL_UPSTREAM_MAX);
      return FALSE;
    }
    if (!pl_resolver_address_parse (*part, &home->upstreams[home->n_upstreams++], error))
      return FALSE;
  }
  return TRUE;
}

/* Networks and zones stand in one list: what is no network is a zone. */
static gboolean
read_local (
    gpointer field, const PlKeyRule *rule, const PlKeyEntry *entry, guint weekday, GError **error)
{
  PlHome *home = field;
  g_auto (GStrv) parts = pl_key_split (entry->value, error);
  g_autoptr (GString) zones = g_string_new (NULL);

  if (parts == NULL)
    return FALSE;
  for (char **part = parts; *part != NULL; part++) {
    if (!pl_network_is_meant (*part)) {
      g_string_append_printf (zones, "%s;", *part);
      continue;
    }
    if (home->n_networks == PL_NETWORK_MAX) {
      g_set_error (error, PL_ERROR, PL_ERROR_REFUSED, NC_ ("said", "more than %d networks"),
                   PL_NETWORK_MAX);
      return FALSE;
    }
    if (!pl_network_parse (*part, &home->networks[home->n_networks++], error))
      return FALSE;
  }
  PlKeyEntry names = *entry;
  names.value = zones->str;
  return pl_key_read_names (&home->local_zones, rule, &names, weekday, error);
}

static gboolean
read_categories (
    gpointer field, const PlKeyRule *rule, const PlKeyEntry *entry, guint weekday, GError **error)
{
  PlCategories **categories = field;
  g_auto (GStrv) ids = pl_key_split (entry->value, error);
  PlCategories *own = ids != NULL ? pl_categories_new ((const char *const *)ids, error) : NULL;

  if (own == NULL)
    return FALSE;
  pl_categories_unref (*categories);
  *categories = own;
  return TRUE;
}

static void
help_number_free (gpointer data)
{
  PlHelpNumber *number = data;

  g_free (number->name);
  g_free (number->number);
  g_free (number);
}

/* "Office: 01632 960 112" */
static PlHelpNumber *
parse_help_number (const char *text, GError **error)
{
  const char *colon = strrchr (text, ':');
  g_autofree char *name = colon != NULL ? g_strstrip (g_strndup (text, colon - text)) : NULL;
  g_autofree char *digits = colon != NULL ? g_strstrip (g_strdup (colon + 1)) : NULL;

  if (colon == NULL || *name == '\0' || strspn (digits, "+0123456789 ") != strlen (digits) ||
      strpbrk (digits, "0123456789") == NULL) {
    g_set_error (error, PL_ERROR, PL_ERROR_REFUSED,
                 NC_ ("said", "\"%s\" is not a name and a number, such as Office: 01632 960 112"),
                 text);
    return NULL;
  }
  PlHelpNumber *number = g_new (PlHelpNumber, 1);
  *number = (PlHelpNumber){ g_steal_pointer (&name), g_steal_pointer (&digits) };
  return number;
}

static gboolean
read_help_numbers (
    gpointer field, const PlKeyRule *rule, const PlKeyEntry *entry, guint weekday, GError **error)
{
  GPtrArray *numbers = *(GPtrArray **)field;
  g_auto (GStrv) parts = pl_key_split (entry->value, error);

  if (parts == NULL)
    return FALSE;
  if (g_strv_length (parts) > PL_HELP_NUMBERS_MAX) {
    g_set_error (error, PL_ERROR, PL_ERROR_REFUSED, NC_ ("said", "more than %d numbers"),
                 PL_HELP_NUMBERS_MAX);
    return FALSE;
  }
  for (char **part = parts; *part != NULL; part++) {
    PlHelpNumber *number = parse_help_number (*part, error);
    if (number == NULL)
      return FALSE;
    g_ptr_array_add (numbers, number);
  }
  return TRUE;
}

/* What is longer than an SSID can be is a slip that would shut a network out. */
static gboolean
read_ssids (
    gpointer field, const PlKeyRule *rule, const PlKeyEntry *entry, guint weekday, GError **error)
{
  char ***ssids = field;

  if (!pl_key_read_list (field, rule, entry, weekday, error))
    return FALSE;
  for (char **ssid = *ssids; *ssid != NULL; ssid++)
    if (strlen (*ssid) > PL_SSID_MAX) {
      g_set_error (error, PL_ERROR, PL_ERROR_REFUSED,
                   NC_ ("said", "\"%s\" is longer than the name of a network can be (%d bytes)"),
                   *ssid, PL_SSID_MAX);
      return FALSE;
    }
  return TRUE;
}

/* How long one kind of records is kept. */
static gboolean
read_kept (
    gpointer field, const PlKeyRule *rule, const PlKeyEntry *entry, guint weekday, GError **error)
{
  PlKeptDays *kept = field;
  int kind = pl_kept_find (entry->key);

  if (kind < 0 || pl_kept_kinds[kind].term != PL_KEPT_AS_RECORDS) {
    g_set_error (error, PL_ERROR, PL_ERROR_REFUSED,
                 kind < 0 ? NC_ ("said", "\"%s\" is no kind of records")
                          : NC_ ("said", "\"%s\" has no days of its own"),
                 entry->key);
    return FALSE;
  }
  return pl_key_read_number (&kept->days[kind], rule, entry, 0, error);
}

#define FIELD(member) .offset = G_STRUCT_OFFSET (PlHome, member)

static const PlKeyRule home_rules[] = {
  { "Home", "Name", .read = pl_key_read_text, FIELD (name) },
  { "Home", "Timezone", .read = read_zone },
  { "Timetable", NULL, PL_KEY_WEEKDAY, pl_key_read_windows, FIELD (maximum) },
  { "Exceptions", NULL, PL_KEY_ANY, pl_key_read_exception, FIELD (maximum) },
  { "Device", "Kind", .read = pl_key_read_choice, FIELD (device_kind), .choices = device_kinds },
  { "Device", "Room", .read = pl_key_read_text, FIELD (room) },
  { "Device", "Maximum", .read = read_maximum, FIELD (maximum_applies) },
  { "Roles", "Staff", .read = read_group, FIELD (staff_group) },
  { "Roles", "Managers", .read = read_group, FIELD (managers_group) },
  { "Roles", "Leads", .read = read_group, FIELD (leads_group) },
  { "Help", "Sites", .read = pl_key_read_names, FIELD (help_sites) },
  { "Help", "Numbers", .read = read_help_numbers, FIELD (help_numbers) },
  { "Network", "Upstream", .read = read_upstreams },
  { "Network", "Local", .read = read_local },
  { "Wifi", "Allow", .read = read_ssids, FIELD (wifi_allow) },
  { "Wifi", "Refuse", .read = read_ssids, FIELD (wifi_refuse) },
  { "Categories", "Ids", .read = read_categories, FIELD (categories) },
  { "Rules", "Version", .read = pl_key_read_text, FIELD (rules_version) },
  { "Rules", "Review", .read = pl_key_read_date, FIELD (rules_review) },
  { "Records", "UsageDays", .read = pl_key_read_number, FIELD (usage_days),
    .minimum = PL_KEPT_USAGE_DAYS_MIN, .maximum = PL_KEPT_USAGE_DAYS_MAX },
  { "Records", "ActDays", .read = pl_key_read_number, FIELD (act_days), .minimum = 0,
    .maximum = PL_KEPT_DAYS_MAX },
  { "Kept", NULL, PL_KEY_ANY, read_kept, FIELD (kept), .minimum = 0, .maximum = PL_KEPT_DAYS_MAX },
};

/* Where the file says nothing of a kind, the kinds of records go by ActDays. */
static void
fill_kept (PlHome *home)
{
  PlKeptDays kept;

  pl_kept_days_set (&kept, (guint)home->usage_days, (guint)home->act_days);
  for (guint i = 0; i < PL_KEPT_KINDS; i++)
    if (home->kept.days[i] == UNSAID)
      home->kept.days[i] = kept.days[i];
}

static void
default_text (char **field, const char *text)
{
  if (*field == NULL)
    *field = g_strdup (text);
}

static void
default_list (char ***field)
{
  if (*field == NULL)
    *field = g_new0 (char *, 1);
}

/* What the file does not say. */
static void
fill_defaults (PlHome *home)
{
  if (home->usage_days == 0)
    home->usage_days = USAGE_DAYS;
  fill_kept (home);
  default_text (&home->name, "");
  default_text (&home->room, "");
  default_text (&home->staff_group, "porchlight-staff");
  default_text (&home->managers_group, "porchlight-managers");
  default_text (&home->leads_group, "porchlight-leads");
  default_text (&home->rules_version, "");
  default_text (&home->zone_id, DEFAULT_ZONE);
  default_list (&home->help_sites);
  default_list (&home->local_zones);
  default_list (&home->wifi_allow);
  default_list (&home->wifi_refuse);
  if (home->categories == NULL)
    home->categories = pl_categories_new (NULL, NULL);
  if (home->device_kind != PL_DEVICE_STAYING_CLOSE)
    home->maximum_applies = TRUE;
}

PlHome *
pl_home_parse (const char *name, const char *text, gsize length, GError **error)
{
  g_autoptr (PlKeyFile) file = pl_key_file_new (name, text, length, error);
  g_autoptr (PlHome) home = g_new0 (PlHome, 1);

  pl_timetable_init (&home->maximum);
  for (guint i = 0; i < PL_KEPT_KINDS; i++)
    home->kept.days[i] = UNSAID;
  home->help_numbers = g_ptr_array_new_with_free_func (help_number_free);
  if (file == NULL || !pl_key_file_apply (file, home_rules, G_N_ELEMENTS (home_rules), home, error))
    return NULL;
  fill_defaults (home);
  if (home->zone == NULL)
    home->zone = g_time_zone_new_identifier (DEFAULT_ZONE);
  if (home->zone == NULL) {
    pl_key_file_refuse (file, pl_key_file_line (file, "Home", "Timezone"), error,
                        NC_ ("said", "the system does not know the time zone %s"), DEFAULT_ZONE);
    return NULL;
  }
  return g_steal_pointer (&home);
}

void
pl_home_free (PlHome *home)
{
  if (home == NULL)
    return;
  g_free (home->name);
  g_clear_pointer (&home->zone, g_time_zone_unref);
  g_free (home->zone_id);
  pl_timetable_clear (&home->maximum);
  g_free (home->room);
  g_free (home->staff_group);
  g_free (home->managers_group);
  g_free (home->leads_group);
  g_strfreev (home->help_sites);
  g_ptr_array_unref (home->help_numbers);
  g_strfreev (home->local_zones);
  g_strfreev (home->wifi_allow);
  g_strfreev (home->wifi_refuse);
  pl_categories_unref (home->categories);
  g_free (home->rules_version);
  g_free (home);
}
