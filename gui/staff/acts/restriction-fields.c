/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/acts/restriction-fields.h"

#include <glib/gi18n.h>

/* As Decisions.Restrict has them. A restriction is no record of care, but its form is made as theirs are. */
static const PlRecordField fields[] = {
  { "kind", NC_ ("record", "What is restricted"), PL_RECORD_CHOICE, PL_RECORD_MUST,
    "no-internet day-minutes other" },
  { "minutes", NC_ ("record", "Minutes a day, of day minutes"), PL_RECORD_LINE, PL_RECORD_MAY,
    NULL },
  { "what", NC_ ("record", "In one sentence, for the child"), PL_RECORD_LINE, PL_RECORD_MUST,
    NULL },
  { "until", NC_ ("record", "Until"), PL_RECORD_TIME, PL_RECORD_MUST, NULL },
  { "review", NC_ ("record", "Looked at again"), PL_RECORD_TIME, PL_RECORD_MAY, NULL },
  { "ground", NC_ ("record", "Because of"), PL_RECORD_CHOICE, PL_RECORD_MUST,
    "significant-harm serious-damage criminal-offence other" },
  { "behaviour", NC_ ("record", "What led to it"), PL_RECORD_TEXT, PL_RECORD_MUST, NULL },
  { "happened", NC_ ("record", "When"), PL_RECORD_TIME, PL_RECORD_MUST, NULL },
  { "place", NC_ ("record", "Where"), PL_RECORD_LINE, PL_RECORD_MUST, NULL },
  { "tried", NC_ ("record", "What was tried first"), PL_RECORD_TEXT, PL_RECORD_MUST, NULL },
  { "decided-by", NC_ ("record", "Who decided it"), PL_RECORD_LINE, PL_RECORD_MUST, NULL },
  { "used-by", NC_ ("record", "Who carries it out"), PL_RECORD_LINE, PL_RECORD_MUST, NULL },
  { "present", NC_ ("record", "Who else was there"), PL_RECORD_LINE, PL_RECORD_MAY, NULL },
  { "child-told", NC_ ("record", "The child was told"), PL_RECORD_CHOICE, PL_RECORD_MUST,
    "no yes partly" },
  { "child-agreed", NC_ ("record", "The child agrees"), PL_RECORD_CHOICE, PL_RECORD_MUST,
    "no yes partly" },
};

const PlRecordKind pl_restriction_kind = {
  .id = "restriction",
  .title = NC_ ("record", "Restriction"),
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
};

/* An emergency stop is of no other kind. */
#define KIND_FIELDS 2

const PlRecordKind pl_emergency_stop_kind = {
  .id = "emergency-stop",
  .title = NC_ ("record", "Emergency stop"),
  .fields = fields + KIND_FIELDS,
  .n_fields = G_N_ELEMENTS (fields) - KIND_FIELDS,
};
