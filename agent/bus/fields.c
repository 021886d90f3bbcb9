/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/bus/fields.h"

#include "policy/error.h"
#include <glib/gi18n.h>

#define TIME_MAX G_GINT64_CONSTANT (253402300799) /* the end of the year 9999 */

gboolean
pl_bus_check_time (const char *what, gint64 time, GError **error)
{
  if (time >= 0 && time <= TIME_MAX)
    return TRUE;
  g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT, NC_ ("said", "%s: not a time"), what);
  return FALSE;
}

static const PlBusField *
find (const PlBusField *fields, gsize n, const char *key)
{
  for (gsize i = 0; i < n; i++)
    if (g_str_equal (fields[i].key, key))
      return &fields[i];
  return NULL;
}

static gboolean
read_field (const PlBusField *field, GVariant *value, gpointer record, GError **error)
{
  const char type[] = { field->type, '\0' };
  gpointer place = G_STRUCT_MEMBER_P (record, field->offset);

  if (!g_variant_is_of_type (value, G_VARIANT_TYPE (type))) {
    g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT, NC_ ("said", "%s: of type %s, not %s"),
                 field->key, type, g_variant_get_type_string (value));
    return FALSE;
  }
  g_variant_get (value, field->type == 's' ? "&s" : type, place);
  return field->type != 'x' || pl_bus_check_time (field->key, *(gint64 *)place, error);
}

gboolean
pl_bus_read_fields (
    GVariant *dictionary, const PlBusField *fields, gsize n, gpointer record, GError **error)
{
  GVariantIter iter;
  const char *key;
  GVariant *value;

  g_variant_iter_init (&iter, dictionary);
  while (g_variant_iter_next (&iter, "{&sv}", &key, &value)) {
    /* The texts are the dictionary's: they live on when this reference goes. */
    g_autoptr (GVariant) owned = value;
    const PlBusField *field = find (fields, n, key);
    if (field == NULL) {
      g_set_error (error, PL_ERROR, PL_ERROR_ARGUMENT, NC_ ("said", "\"%s\" is not a field"), key);
      return FALSE;
    }
    if (!read_field (field, owned, record, error))
      return FALSE;
  }
  return TRUE;
}

static GVariant *
value_of (const PlBusField *field, gconstpointer record)
{
  gconstpointer place = G_STRUCT_MEMBER_P (record, field->offset);

  switch (field->type) {
    case 's':
      return g_variant_new_string (*(const char *const *)place);
    case 'x':
      return g_variant_new_int64 (*(const gint64 *)place);
    case 'u':
      return g_variant_new_uint32 (*(const guint *)place);
    default:
      return g_variant_new_boolean (*(const gboolean *)place);
  }
}

void
pl_bus_add_fields (GVariantBuilder *dictionary,
                   const PlBusField *fields,
                   gsize n,
                   gconstpointer record)
{
  for (gsize i = 0; i < n; i++)
    g_variant_builder_add (dictionary, "{sv}", fields[i].key, value_of (&fields[i], record));
}

void
pl_bus_add_text (GVariantBuilder *dictionary, const char *key, const char *value)
{
  g_variant_builder_add (dictionary, "{sv}", key, g_variant_new_string (value));
}

void
pl_bus_add_time (GVariantBuilder *dictionary, const char *key, gint64 value)
{
  g_variant_builder_add (dictionary, "{sv}", key, g_variant_new_int64 (value));
}
