/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/ctl/record-fields.h"

#include "agent/ctl/options.h"

/* A field as it was typed. */
typedef struct {
  char *text;
  gboolean flag;
} Typed;

static gboolean
add_field (GVariantBuilder *record, const PlCtlField *field, const Typed *typed, GError **error)
{
  GVariant *value = NULL;
  gint64 number;

  if (field->type == PL_CTL_FLAG)
    value = typed->flag ? g_variant_new_boolean (TRUE) : NULL;
  else if (typed->text == NULL)
    return TRUE;
  else if (field->type == PL_CTL_TEXT)
    value = g_variant_new_string (typed->text);
  else if (field->type == PL_CTL_NUMBER) {
    if (!g_ascii_string_to_signed (typed->text, 10, 0, G_MAXINT, &number, NULL))
      return pl_ctl_wrong (error, "--%s \"%s\" is not a number", field->name, typed->text);
    value = g_variant_new_uint32 ((guint)number);
  } else {
    if (field->type == PL_CTL_TIME ? !pl_ctl_time (field->name, typed->text, &number, error)
                                   : !pl_ctl_day (field->name, typed->text, &number, error))
      return FALSE;
    value = g_variant_new_int64 (number);
  }
  if (value != NULL)
    g_variant_builder_add (record, "{sv}", field->name, value);
  return TRUE;
}

GVariant *
pl_ctl_read_fields (int *argc,
                    char ***argv,
                    const PlCtlField *fields,
                    gsize n,
                    int arguments,
                    const char *names,
                    GError **error)
{
  GOptionEntry entries[PL_CTL_FIELDS_MAX + 1] = { { NULL } };
  Typed typed[PL_CTL_FIELDS_MAX] = { { NULL } };
  GVariantBuilder record;

  for (gsize i = 0; i < n; i++)
    entries[i] = (GOptionEntry){
      .long_name = fields[i].name,
      .arg = fields[i].type == PL_CTL_FLAG ? G_OPTION_ARG_NONE : G_OPTION_ARG_STRING,
      .arg_data =
          fields[i].type == PL_CTL_FLAG ? (gpointer)&typed[i].flag : (gpointer)&typed[i].text,
    };
  g_variant_builder_init (&record, G_VARIANT_TYPE_VARDICT);
  gboolean read = pl_ctl_options (argc, argv, entries, arguments, names, error);
  for (gsize i = 0; i < n; i++) {
    read = read && add_field (&record, &fields[i], &typed[i], error);
    g_free (typed[i].text);
  }
  if (read)
    return g_variant_builder_end (&record);
  g_variant_builder_clear (&record);
  return NULL;
}
