/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of the kinds of records: who writes down what, and who reads it. */
#include "policy/care/record-kind.h"

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
  { "device", "Device", LINE, MUST },
  { "why", "Why it is kept", TEXT, MUST },
  { "taken", "Taken at", TIME, MUST },
  { "taken-by", "Taken by", LINE, MUST },
  { "kept-where", "Kept where", LINE, MUST },
  { "condition", "Condition", LINE, MAY },
  { "return-by", "To be given back by", DAY, MUST },
  { "child-told", "Child was told why", FLAG, MUST },
  { "child-words", "What the child says", TEXT, MAY },
  { "returned", "Given back at", TIME, MUST_END },
  { "returned-to", "Given back to", LINE, MUST_END },
  { "returned-condition", "Condition then", LINE, MAY_END },
};

/* R3: what was agreed; another version replaces the one before. */
static const PlRecordField agreement_fields[] = {
  { "name", "Agreement", LINE, MUST },
  { "version", "Version", LINE, MUST },
  { "text", "What is agreed", TEXT, MUST },
  { "agreed", "Agreed on", DAY, MUST },
  { "took-part", "Who agreed", LINE, MUST },
  { "child-agreed", "Child agreed", CHOICE, MUST, ANSWERS },
  { "child-words", "What the child says", TEXT, MAY },
  { "review", "Looked at again by", DAY, MUST },
  { "replaces", "Replaces record", LINK, MAY },
  { "ended", "Ended on", DAY, MUST_END },
  { "why-ended", "Why it ended", TEXT, MAY_END },
};

/* R4, of what is no concern. One to the LADO is about a member of staff, and so is always a concern's or an incident's. */
static const PlRecordField referral_fields[] = {
  { "to", "To", CHOICE, MUST,
    "safeguarding-board social-worker police ceop prevent ofsted health other" },
  { "whom", "To whom", LINE, MUST },
  { "when", "When", TIME, MUST },
  { "by", "By whom", LINE, MUST },
  { "about", "About", TEXT, MUST },
  { "reference", "Reference", LINE, MAY },
  { "child-told", "Child was told", FLAG, MAY },
  { "chase", "Ask again by", DAY, MAY },
  { "linked", "Belongs with record", LINK, MAY },
  { "outcome", "Outcome", TEXT, MUST_END },
  { "answered-by", "Answered by", LINE, MAY_END },
};

/* R9 */
static const PlRecordField key_work_fields[] = {
  { "held", "Held on", DAY, MUST },
  { "by", "Key worker", LINE, MUST },
  { "topic", "Topic", LINE, MUST },
  { "discussed", "What was talked about", TEXT, MUST },
  { "child-words", "What the child says", TEXT, MUST },
  { "agreed", "What was agreed", TEXT, MAY },
  { "next", "Next session by", DAY, MAY },
};

static const PlRecordField training_fields[] = {
  { "started", "Started work on", DAY, MUST },  { "course", "Course", LINE, MUST },
  { "complete-by", "To be done by", DAY, MAY }, { "completed", "Completed on", DAY, MUST_END },
  { "provider", "Provider", LINE, MAY_END },    { "certificate", "Certificate", LINE, MAY_END },
};

/* R10: on this computer the agent writes one for every self-test. */
static const PlRecordField check_fields[] = {
  { "when", "When", TIME, MUST },
  { "by", "By", LINE, MUST },
  { "device", "Device", LINE, MUST },
  { "result", "Result", CHOICE, MUST, "ok failed not-sure" },
  { "details", "What was found", TEXT, MAY },
  { "done", "What was done about it", TEXT, MAY },
  { "next", "Next check by", DAY, MAY },
};

/* H4: of the placing authority, in writing, before anything is monitored (regulation 24). */
static const PlRecordField consent_fields[] = {
  { "authority", "Placing authority", LINE, MUST },
  { "by", "Given by", LINE, MUST },
  { "given", "Given on", DAY, MUST },
  { "what", "Consent to", TEXT, MUST },
  { "reference", "Reference of the letter", LINE, MAY },
  { "child-told", "Child was told", FLAG, MUST },
  { "review", "Asked again by", DAY, MAY },
  { "withdrawn", "Withdrawn on", DAY, MUST_END },
  { "why-withdrawn", "Why", TEXT, MAY_END },
};

/* F7 */
static const PlRecordField got_through_fields[] = {
  { "site", "Site", SITE, MAY },
  { "category", "Kind of site", LINE, MAY },
  { "words", "What was seen", TEXT, MAY },
  { "by", "Told by", LINE, MUST },
  { "outcome", "What was done", TEXT, MUST_END },
};

static const PlRecordField filter_review_fields[] = {
  { "why", "Opened because of", CHOICE, MUST, "report attempts check other" },
  { "category", "Kind of site", LINE, MAY },
  { "about", "About", TEXT, MUST },
  { "look-by", "Looked at by", DAY, MAY },
  { "changed", "What changes in the filter", TEXT, MUST_END },
  { "support", "What the child is offered", TEXT, MAY_END },
};

/* D5. The hours: UK GDPR articles 33 and 34, and the home's own good sense where they are silent. */
static const PlRecordField lost_device_fields[] = {
  { "device", "Device", LINE, MUST },
  { "lost", "Missed since", TIME, MUST },
  { "where", "Where", LINE, MUST },
  { "by", "Whose care it was in", LINE, MUST },
  { "encrypted", "Disk was encrypted", CHOICE, MUST, "yes no not-known" },
  { "held", "What it held", TEXT, MUST },
  { "outcome", "Outcome", TEXT, MUST_END },
};

static const PlRecordStep lost_device_steps[] = {
  { "manager-told", "The manager was told", 1 },
  { "keys-revoked", "The keys of its readers were revoked, and copies sealed to them anew", 4 },
  { "accounts-changed", "Passwords and log-ins that it knew were changed", 24 },
  { "listed", "What it held, and about whom, is listed", 24 },
  { "protection-officer-told", "The data protection officer was told", 24 },
  { "police-told", "The police were told, if it was stolen", 24 },
  { "risk-weighed", "The risk to each person was weighed and written down", 48 },
  { "authorities-told", "The placing authorities were told", 48 },
  { "regulator-told", "The Information Commissioner was told, or why not is written down", 72 },
  { "people-told", "The children and others whom it puts at risk were told", 72 },
};

#define FIELDS(table) .fields = table, .n_fields = G_N_ELEMENTS (table)
#define STEPS(table)  .steps = table, .n_steps = G_N_ELEMENTS (table)

const PlRecordKind pl_record_kinds[] = {
  { .id = "receipt",
    .title = "Receipt for a device",
    .what = "a device that was taken or is kept; the child reads it",
    .subject = PL_RECORD_OF_CHILD,
    .writers = PL_RECORD_STAFF,
    .readers = PL_RECORD_STAFF | PL_RECORD_CHILD,
    .due = "return-by",
    .due_title = "give it back",
    FIELDS (receipt_fields) },
  { .id = "agreement",
    .title = "Agreement",
    .what = "what was agreed with a child, such as a phone contract",
    .subject = PL_RECORD_OF_CHILD,
    .writers = PL_RECORD_STAFF,
    .readers = PL_RECORD_STAFF | PL_RECORD_CHILD,
    .due = "review",
    .due_title = "look at it again",
    FIELDS (agreement_fields) },
  { .id = "referral",
    .title = "Referral",
    .what = "a referral that belongs to no concern; managers, leads and who wrote it read it",
    .subject = PL_RECORD_OF_CHILD,
    .writers = PL_RECORD_STAFF,
    .readers = PL_RECORD_MANAGER | PL_RECORD_LEAD | PL_RECORD_AUTHOR,
    .holds = TRUE,
    .due = "chase",
    .due_title = "ask again",
    FIELDS (referral_fields) },
  { .id = "key-work",
    .title = "Key-work session",
    .what = "a session on being safe online; the child reads it",
    .subject = PL_RECORD_OF_CHILD,
    .writers = PL_RECORD_STAFF,
    .readers = PL_RECORD_STAFF | PL_RECORD_CHILD,
    .repeats = TRUE,
    .due = "next",
    .due_title = "hold the next session",
    FIELDS (key_work_fields) },
  { .id = "training",
    .title = "Training",
    .what = "a member of staff's training; within six months of starting work",
    .subject = PL_RECORD_OF_STAFF,
    .writers = PL_RECORD_STAFF,
    .readers = PL_RECORD_STAFF,
    .due = "complete-by",
    .due_title = "complete the training",
    .months_of = "started",
    .months = 6,
    FIELDS (training_fields) },
  { .id = "check",
    .title = "Filter check",
    .what = "a check of the filter; each self-test on this computer makes one by itself",
    .subject = PL_RECORD_OF_HOME,
    .writers = PL_RECORD_STAFF,
    .readers = PL_RECORD_STAFF,
    .repeats = TRUE,
    .due = "next",
    .due_title = "check again",
    FIELDS (check_fields) },
  { .id = "consent",
    .title = "Consent to monitoring",
    .what = "the placing authority's written consent; the child reads it",
    .subject = PL_RECORD_OF_CHILD,
    .writers = PL_RECORD_STAFF,
    .readers = PL_RECORD_STAFF | PL_RECORD_CHILD,
    .due = "review",
    .due_title = "ask the authority again",
    FIELDS (consent_fields) },
  { .id = "got-through",
    .title = "Something got through",
    .what = "a site that the filter should have stopped",
    .subject = PL_RECORD_OF_ANY_CHILD,
    .writers = PL_RECORD_STAFF | PL_RECORD_CHILD,
    .readers = PL_RECORD_STAFF | PL_RECORD_CHILD,
    FIELDS (got_through_fields) },
  { .id = "filter-review",
    .title = "Filter review",
    .what = "for the safeguarding lead, after a report or repeated attempts",
    .subject = PL_RECORD_OF_ANY_CHILD,
    .writers = PL_RECORD_MANAGER | PL_RECORD_LEAD,
    .readers = PL_RECORD_MANAGER | PL_RECORD_LEAD,
    .holds = TRUE,
    .due = "look-by",
    .due_title = "look at it",
    FIELDS (filter_review_fields) },
  { .id = "lost-device",
    .title = "Lost device",
    .what = "what it held, and the steps after a breach of data",
    .subject = PL_RECORD_OF_HOME,
    .writers = PL_RECORD_STAFF,
    .readers = PL_RECORD_STAFF,
    .from = "lost",
    FIELDS (lost_device_fields),
    STEPS (lost_device_steps) },
};

const gsize pl_record_n_kinds = G_N_ELEMENTS (pl_record_kinds);
