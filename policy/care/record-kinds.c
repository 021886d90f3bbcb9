/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of the kinds of records: who writes down what, and who reads it. */
#include "policy/care/record-kind.h"

#include <glib/gi18n.h>

#define MAY      PL_RECORD_MAY
#define MUST     PL_RECORD_MUST
#define MAY_END  PL_RECORD_MAY_END
#define MUST_END PL_RECORD_MUST_END
#define LINE     PL_RECORD_LINE
#define TEXT     PL_RECORD_TEXT
#define DAY      PL_RECORD_DAY
#define TIME     PL_RECORD_TIME
#define CHOICE   PL_RECORD_CHOICE
#define FLAG     PL_RECORD_FLAG
#define SITE     PL_RECORD_SITE
#define LINK     PL_RECORD_LINK

#define ANSWERS "yes no partly"

/* R3: a device that was taken away or is kept; the child has the receipt. */
static const PlRecordField receipt_fields[] = {
  { "device", NC_ ("record", "Device"), LINE, MUST },
  { "why", NC_ ("record", "Why it is kept"), TEXT, MUST },
  { "taken", NC_ ("record", "Taken at"), TIME, MUST },
  { "taken-by", NC_ ("record", "Taken by"), LINE, MUST },
  { "kept-where", NC_ ("record", "Kept where"), LINE, MUST },
  { "condition", NC_ ("record", "Condition"), LINE, MAY },
  { "return-by", NC_ ("record", "To be given back by"), DAY, MUST },
  { "child-told", NC_ ("record", "Child was told why"), FLAG, MUST },
  { "child-words", NC_ ("record", "What the child says"), TEXT, MAY },
  { "returned", NC_ ("record", "Given back at"), TIME, MUST_END },
  { "returned-to", NC_ ("record", "Given back to"), LINE, MUST_END },
  { "returned-condition", NC_ ("record", "Condition then"), LINE, MAY_END },
};

/* R3: what was agreed; another version replaces the one before. */
static const PlRecordField agreement_fields[] = {
  { "name", NC_ ("record", "Agreement"), LINE, MUST },
  { "version", NC_ ("record", "Version"), LINE, MUST },
  { "text", NC_ ("record", "What is agreed"), TEXT, MUST },
  { "agreed", NC_ ("record", "Agreed on"), DAY, MUST },
  { "took-part", NC_ ("record", "Who agreed"), LINE, MUST },
  { "child-agreed", NC_ ("record", "Child agreed"), CHOICE, MUST, ANSWERS },
  { "child-words", NC_ ("record", "What the child says"), TEXT, MAY },
  { "review", NC_ ("record", "Looked at again by"), DAY, MUST },
  { "replaces", NC_ ("record", "Replaces record"), LINK, MAY },
  { "ended", NC_ ("record", "Ended on"), DAY, MUST_END },
  { "why-ended", NC_ ("record", "Why it ended"), TEXT, MAY_END },
};

/* R4, of what is no concern. One to the LADO is about a member of staff, and so is always a concern's or an incident's. */
static const PlRecordField referral_fields[] = {
  { "to", NC_ ("record", "To"), CHOICE, MUST,
    "safeguarding-board social-worker police ceop prevent ofsted health other" },
  { "whom", NC_ ("record", "To whom"), LINE, MUST },
  { "when", NC_ ("record", "When"), TIME, MUST },
  { "by", NC_ ("record", "By whom"), LINE, MUST },
  { "about", NC_ ("record", "About"), TEXT, MUST },
  { "reference", NC_ ("record", "Reference"), LINE, MAY },
  { "child-told", NC_ ("record", "Child was told"), FLAG, MAY },
  { "chase", NC_ ("record", "Ask again by"), DAY, MAY },
  { "linked", NC_ ("record", "Belongs with record"), LINK, MAY },
  { "outcome", NC_ ("record", "Outcome"), TEXT, MUST_END },
  { "answered-by", NC_ ("record", "Answered by"), LINE, MAY_END },
};

/* R9 */
static const PlRecordField key_work_fields[] = {
  { "held", NC_ ("record", "Held on"), DAY, MUST },
  { "by", NC_ ("record", "Key worker"), LINE, MUST },
  { "topic", NC_ ("record", "Topic"), LINE, MUST },
  { "discussed", NC_ ("record", "What was talked about"), TEXT, MUST },
  { "child-words", NC_ ("record", "What the child says"), TEXT, MUST },
  { "agreed", NC_ ("record", "What was agreed"), TEXT, MAY },
  { "next", NC_ ("record", "Next session by"), DAY, MAY },
};

static const PlRecordField training_fields[] = {
  { "started", NC_ ("record", "Started work on"), DAY, MUST },
  { "course", NC_ ("record", "Course"), LINE, MUST },
  { "complete-by", NC_ ("record", "To be done by"), DAY, MAY },
  { "completed", NC_ ("record", "Completed on"), DAY, MUST_END },
  { "provider", NC_ ("record", "Provider"), LINE, MAY_END },
  { "certificate", NC_ ("record", "Certificate"), LINE, MAY_END },
};

/* R10: on this computer the agent writes one for every self-test. */
static const PlRecordField check_fields[] = {
  { "when", NC_ ("record", "When"), TIME, MUST },
  { "by", NC_ ("record", "By"), LINE, MUST },
  { "device", NC_ ("record", "Device"), LINE, MUST },
  { "result", NC_ ("record", "Result"), CHOICE, MUST, "ok failed not-sure" },
  { "details", NC_ ("record", "What was found"), TEXT, MAY },
  { "done", NC_ ("record", "What was done about it"), TEXT, MAY },
  { "next", NC_ ("record", "Next check by"), DAY, MAY },
};

/* H4: of the placing authority, in writing, before anything is monitored (regulation 24). */
static const PlRecordField consent_fields[] = {
  { "authority", NC_ ("record", "Placing authority"), LINE, MUST },
  { "by", NC_ ("record", "Given by"), LINE, MUST },
  { "given", NC_ ("record", "Given on"), DAY, MUST },
  { "what", NC_ ("record", "Consent to"), TEXT, MUST },
  { "reference", NC_ ("record", "Reference of the letter"), LINE, MAY },
  { "child-told", NC_ ("record", "Child was told"), FLAG, MUST },
  { "review", NC_ ("record", "Asked again by"), DAY, MAY },
  { "withdrawn", NC_ ("record", "Withdrawn on"), DAY, MUST_END },
  { "why-withdrawn", NC_ ("record", "Why"), TEXT, MAY_END },
};

/* F7 */
static const PlRecordField got_through_fields[] = {
  { "site", NC_ ("record", "Site"), SITE, MAY },
  { "category", NC_ ("record", "Kind of site"), LINE, MAY },
  { "words", NC_ ("record", "What was seen"), TEXT, MAY },
  { "by", NC_ ("record", "Told by"), LINE, MUST },
  { "outcome", NC_ ("record", "What was done"), TEXT, MUST_END },
};

static const PlRecordField filter_review_fields[] = {
  { "why", NC_ ("record", "Opened because of"), CHOICE, MUST, "report attempts check other" },
  { "category", NC_ ("record", "Kind of site"), LINE, MAY },
  { "about", NC_ ("record", "About"), TEXT, MUST },
  { "look-by", NC_ ("record", "Looked at by"), DAY, MAY },
  { "changed", NC_ ("record", "What changes in the filter"), TEXT, MUST_END },
  { "support", NC_ ("record", "What the child is offered"), TEXT, MAY_END },
};

/* D5. The hours: UK GDPR articles 33 and 34, and the home's own good sense where they are silent. */
static const PlRecordField lost_device_fields[] = {
  { "device", NC_ ("record", "Device"), LINE, MUST },
  { "lost", NC_ ("record", "Missed since"), TIME, MUST },
  { "where", NC_ ("record", "Where"), LINE, MUST },
  { "by", NC_ ("record", "Whose care it was in"), LINE, MUST },
  { "encrypted", NC_ ("record", "Disk was encrypted"), CHOICE, MUST, "yes no not-known" },
  { "held", NC_ ("record", "What it held"), TEXT, MUST },
  { "outcome", NC_ ("record", "Outcome"), TEXT, MUST_END },
};

static const PlRecordStep lost_device_steps[] = {
  { "manager-told", NC_ ("record", "The manager was told"), 1 },
  { "keys-revoked",
    NC_ ("record", "The keys of its readers were revoked, and copies sealed to them anew"), 4 },
  { "accounts-changed", NC_ ("record", "Passwords and log-ins that it knew were changed"), 24 },
  { "listed", NC_ ("record", "What it held, and about whom, is listed"), 24 },
  { "protection-officer-told", NC_ ("record", "The data protection officer was told"), 24 },
  { "police-told", NC_ ("record", "The police were told, if it was stolen"), 24 },
  { "risk-weighed", NC_ ("record", "The risk to each person was weighed and written down"), 48 },
  { "authorities-told", NC_ ("record", "The placing authorities were told"), 48 },
  { "regulator-told",
    NC_ ("record", "The Information Commissioner was told, or why not is written down"), 72 },
  { "people-told", NC_ ("record", "The children and others whom it puts at risk were told"), 72 },
};

#define FIELDS(table) .fields = table, .n_fields = G_N_ELEMENTS (table)
#define STEPS(table)  .steps = table, .n_steps = G_N_ELEMENTS (table)

const PlRecordKind pl_record_kinds[] = {
  { .id = "receipt",
    .title = NC_ ("record", "Receipt for a device"),
    .what = NC_ ("record", "a device that was taken or is kept; the child reads it"),
    .subject = PL_RECORD_OF_CHILD,
    .writers = PL_RECORD_STAFF,
    .readers = PL_RECORD_STAFF | PL_RECORD_CHILD,
    .due = "return-by",
    .due_title = NC_ ("record", "give it back"),
    FIELDS (receipt_fields) },
  { .id = "agreement",
    .title = NC_ ("record", "Agreement"),
    .what = NC_ ("record", "what was agreed with a child, such as a phone contract"),
    .subject = PL_RECORD_OF_CHILD,
    .writers = PL_RECORD_STAFF,
    .readers = PL_RECORD_STAFF | PL_RECORD_CHILD,
    .due = "review",
    .due_title = NC_ ("record", "look at it again"),
    FIELDS (agreement_fields) },
  { .id = "referral",
    .title = NC_ ("record", "Referral"),
    .what = NC_ ("record",
                 "a referral that belongs to no concern; managers, leads and who wrote it read it"),
    .subject = PL_RECORD_OF_CHILD,
    .writers = PL_RECORD_STAFF,
    .readers = PL_RECORD_MANAGER | PL_RECORD_LEAD | PL_RECORD_AUTHOR,
    .holds = TRUE,
    .due = "chase",
    .due_title = NC_ ("record", "ask again"),
    FIELDS (referral_fields) },
  { .id = "key-work",
    .title = NC_ ("record", "Key-work session"),
    .what = NC_ ("record", "a session on being safe online; the child reads it"),
    .subject = PL_RECORD_OF_CHILD,
    .writers = PL_RECORD_STAFF,
    .readers = PL_RECORD_STAFF | PL_RECORD_CHILD,
    .repeats = TRUE,
    .due = "next",
    .due_title = NC_ ("record", "hold the next session"),
    FIELDS (key_work_fields) },
  { .id = "training",
    .title = NC_ ("record", "Training"),
    .what = NC_ ("record", "a member of staff's training; within six months of starting work"),
    .subject = PL_RECORD_OF_STAFF,
    .writers = PL_RECORD_STAFF,
    .readers = PL_RECORD_STAFF,
    .due = "complete-by",
    .due_title = NC_ ("record", "complete the training"),
    .months_of = "started",
    .months = 6,
    FIELDS (training_fields) },
  { .id = "check",
    .title = NC_ ("record", "Filter check"),
    .what = NC_ ("record",
                 "a check of the filter; each self-test on this computer makes one by itself"),
    .subject = PL_RECORD_OF_HOME,
    .writers = PL_RECORD_STAFF,
    .readers = PL_RECORD_STAFF,
    .repeats = TRUE,
    .due = "next",
    .due_title = NC_ ("record", "check again"),
    FIELDS (check_fields) },
  { .id = "consent",
    .title = NC_ ("record", "Consent to monitoring"),
    .what = NC_ ("record", "the placing authority's written consent; the child reads it"),
    .subject = PL_RECORD_OF_CHILD,
    .writers = PL_RECORD_STAFF,
    .readers = PL_RECORD_STAFF | PL_RECORD_CHILD,
    .due = "review",
    .due_title = NC_ ("record", "ask the authority again"),
    FIELDS (consent_fields) },
  { .id = "got-through",
    .title = NC_ ("record", "Something got through"),
    .what = NC_ ("record", "a site that the filter should have stopped"),
    .subject = PL_RECORD_OF_ANY_CHILD,
    .writers = PL_RECORD_STAFF | PL_RECORD_CHILD,
    .readers = PL_RECORD_STAFF | PL_RECORD_CHILD,
    FIELDS (got_through_fields) },
  { .id = "filter-review",
    .title = NC_ ("record", "Filter review"),
    .what = NC_ ("record", "for the safeguarding lead, after a report or repeated attempts"),
    .subject = PL_RECORD_OF_ANY_CHILD,
    .writers = PL_RECORD_MANAGER | PL_RECORD_LEAD,
    .readers = PL_RECORD_MANAGER | PL_RECORD_LEAD,
    .holds = TRUE,
    .due = "look-by",
    .due_title = NC_ ("record", "look at it"),
    FIELDS (filter_review_fields) },
  { .id = "lost-device",
    .title = NC_ ("record", "Lost device"),
    .what = NC_ ("record", "what it held, and the steps after a breach of data"),
    .subject = PL_RECORD_OF_HOME,
    .writers = PL_RECORD_STAFF,
    .readers = PL_RECORD_STAFF,
    .from = "lost",
    FIELDS (lost_device_fields),
    STEPS (lost_device_steps) },
};

const gsize pl_record_n_kinds = G_N_ELEMENTS (pl_record_kinds);
