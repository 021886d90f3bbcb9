/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/app/record.h"

struct _PlRecord {
  GObject parent;
  GVariant *fields;
};

G_DEFINE_FINAL_TYPE (PlRecord, pl_record, G_TYPE_OBJECT)

static void
pl_record_finalize (GObject *object)
{
  g_variant_unref (PL_RECORD (object)->fields);
  G_OBJECT_CLASS (pl_record_parent_class)->finalize (object);
}

static void
pl_record_class_init (PlRecordClass *class)
{
  G_OBJECT_CLASS (class)->finalize = pl_record_finalize;
}

static void
pl_record_init (PlRecord *record)
{
}

PlRecord *
pl_record_new (GVariant *fields)
{
  PlRecord *record = g_object_new (PL_TYPE_RECORD, NULL);

  record->fields = g_variant_ref_sink (fields);
  return record;
}

GVariant *
pl_record_fields (PlRecord *record)
{
  return record->fields;
}

const char *
pl_record_text (PlRecord *record, const char *key)
{
  const char *text = "";

  g_variant_lookup (record->fields, key, "&s", &text);
  return text;
}

const char *
pl_record_person (PlRecord *record, const char *key)
{
  g_autofree char *name_key = g_strconcat (key, "-name", NULL);
  const char *name = pl_record_text (record, name_key);

  return *name != '\0' ? name : pl_record_text (record, key);
}

const char *
pl_record_name_of (PlRecord *record, const char *account)
{
  g_autoptr (GVariant) names = pl_record_value (record, "names", G_VARIANT_TYPE ("a{ss}"));
  const char *name = account;

  if (names != NULL)
    g_variant_lookup (names, account, "&s", &name);
  return name;
}

gint64
pl_record_number (PlRecord *record, const char *key)
{
  gint64 number = 0;
  guint32 small = 0;

  if (!g_variant_lookup (record->fields, key, "x", &number) &&
      g_variant_lookup (record->fields, key, "u", &small))
    number = small;
  return number;
}

gboolean
pl_record_flag (PlRecord *record, const char *key)
{
  gboolean flag = FALSE;

  g_variant_lookup (record->fields, key, "b", &flag);
  return flag;
}

GVariant *
pl_record_value (PlRecord *record, const char *key, const GVariantType *type)
{
  return g_variant_lookup_value (record->fields, key, type);
}

void
pl_records_fill (GListStore *store, GVariant *rows)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  gsize n = g_variant_n_children (rows);

  for (gsize i = 0; i < n; i++) {
    g_autoptr (GVariant) fields = g_variant_get_child_value (rows, i);
    g_ptr_array_add (records, pl_record_new (fields));
  }
  g_list_store_splice (store, 0, g_list_model_get_n_items (G_LIST_MODEL (store)), records->pdata,
                       records->len);
}
