/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "gui/staff/acts/restriction-fields.h"

/* As Decisions.Restrict has them. A restriction is no record of care, but its form is made as theirs are. */
static const PlRecordField fields[] = {
  { "kind", "What is restricted", PL_RECORD_CHOICE, PL_RECORD_MUST,
    "no-internet day-minutes other" },
  { "minutes", "Minutes a day, of day minutes", PL_RECORD_LINE, PL_RECORD_MAY, NULL },
  { "what", "In one sentence, for the child", PL_RECORD_LINE, PL_RECORD_MUST, NULL },
  { "until", "Until", PL_RECORD_TIME, PL_RECORD_MUST, NULL },
  { "review", "Looked at again", PL_RECORD_TIME, PL_RECORD_MAY, NULL },
  { "ground", "Because of", PL_RECORD_CHOICE, PL_RECORD_MUST,
    "significant-harm serious-damage criminal-offence other" },
  { "behaviour", "What led to it", PL_RECORD_TEXT, PL_RECORD_MUST, NULL },
  { "happened", "When", PL_RECORD_TIME, PL_RECORD_MUST, NULL },
  { "place", "Where", PL_RECORD_LINE, PL_RECORD_MUST, NULL },
  { "tried", "What was tried first", PL_RECORD_TEXT, PL_RECORD_MUST, NULL },
  { "decided-by", "Who decided it", PL_RECORD_LINE, PL_RECORD_MUST, NULL },
  { "used-by", "Who carries it out", PL_RECORD_LINE, PL_RECORD_MUST, NULL },
  { "present", "Who else was there", PL_RECORD_LINE, PL_RECORD_MAY, NULL },
  { "child-told", "The child was told", PL_RECORD_CHOICE, PL_RECORD_MUST, "no yes partly" },
  { "child-agreed", "The child agrees", PL_RECORD_CHOICE, PL_RECORD_MUST, "no yes partly" },
};

const PlRecordKind pl_restriction_kind = {
  .id = "restriction",
  .title = "Restriction",
  .fields = fields,
  .n_fields = G_N_ELEMENTS (fields),
};

/* An emergency stop is of no other kind. */
#define KIND_FIELDS 2

const PlRecordKind pl_emergency_stop_kind = {
  .id = "emergency-stop",
  .title = "Emergency stop",
  .fields = fields + KIND_FIELDS,
  .n_fields = G_N_ELEMENTS (fields) - KIND_FIELDS,
};
