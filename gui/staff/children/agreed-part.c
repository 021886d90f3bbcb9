/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/children/agreed-part.h"

typedef struct {
  gboolean showing; /* what changes now is no answer */
} PlAgreedPartPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (PlAgreedPart, pl_agreed_part, ADW_TYPE_BIN)

static guint changed_signal;

void
pl_agreed_part_show (PlAgreedPart *part, const PlFileEdit *edit)
{
  PlAgreedPartPrivate *own = pl_agreed_part_get_instance_private (part);

  own->showing = TRUE;
  PL_AGREED_PART_GET_CLASS (part)->show (part, edit);
  own->showing = FALSE;
}

void
pl_agreed_part_take (PlAgreedPart *part, PlFileEdit *edit)
{
  PL_AGREED_PART_GET_CLASS (part)->take (part, edit);
}

char *
pl_agreed_part_title (PlAgreedPart *part, const char *key)
{
  char *title = PL_AGREED_PART_GET_CLASS (part)->title != NULL
                    ? PL_AGREED_PART_GET_CLASS (part)->title (part, key)
                    : NULL;

  return title != NULL ? title : g_strdup (key);
}

char *
pl_agreed_part_value (PlAgreedPart *part, const char *key, const char *value)
{
  return PL_AGREED_PART_GET_CLASS (part)->value != NULL
             ? PL_AGREED_PART_GET_CLASS (part)->value (part, key, value)
             : NULL;
}

void
pl_agreed_part_changed (PlAgreedPart *part)
{
  PlAgreedPartPrivate *own = pl_agreed_part_get_instance_private (part);

  if (!own->showing)
    g_signal_emit (part, changed_signal, 0);
}

static void
pl_agreed_part_class_init (PlAgreedPartClass *class)
{
  changed_signal = g_signal_new ("changed", PL_TYPE_AGREED_PART, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
}

static void
pl_agreed_part_init (PlAgreedPart *part)
{
}
