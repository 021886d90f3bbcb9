/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Reads one list of sites, in whatever chunks its bytes come: plain names, hosts, adblock
 * (||name^, @@||name^), dnsmasq (address=/name/, local=/name/), RPZ and wildcards (*.name). The
 * format is told from each line, so mixed files are read too. One parser a file.
 *
 * Memory is bounded whatever the bytes are; names are handed on in normal form, with at least two
 * labels, never an address or an ICANN public suffix.
 */
typedef struct _PlSiteList PlSiteList;

/* A longer line is skipped without being kept; hosts files with many names a line are shorter. */
#define PL_SITE_LIST_LINE_MAX (64 * 1024)

typedef enum {
  PL_SITE_RULE_BLOCK = 0,
  PL_SITE_RULE_EXCEPTION = 1, /* @@||name^: takes the file's category away from name and below */
} PlSiteRuleKind;

/* Called for each rule. name: normal form, length bytes and a NUL; valid during the call. */
typedef void (*PlSiteListFunc) (PlSiteRuleKind kind,
                                const char *name,
                                gsize length,
                                gpointer user_data);

/* Why a line gave no rule. */
typedef enum {
  PL_SITE_SKIP_INVALID_NAME = 0,
  PL_SITE_SKIP_ADDRESS = 1,
  PL_SITE_SKIP_SINGLE_LABEL = 2,
  PL_SITE_SKIP_PUBLIC_SUFFIX = 3,
  PL_SITE_SKIP_MODIFIER = 4,    /* an adblock rule with $modifiers */
  PL_SITE_SKIP_PATTERN = 5,     /* a path, a regular expression, a wildcard inside, a page rule */
  PL_SITE_SKIP_NOT_A_BLOCK = 6, /* RPZ passthru and other data, dnsmasq servers and options */
  PL_SITE_SKIP_LINE_TOO_LONG = 7,
} PlSiteSkip;
#define PL_SITE_SKIP_REASONS 8

/* "invalid name" ...: for reports. */
const char *pl_site_skip_text (PlSiteSkip reason);

/* One of the first skipped lines, for the report. */
typedef struct {
  guint64 line; /* from 1 */
  PlSiteSkip reason;
  char text[64]; /* its beginning, printable UTF-8 */
} PlSiteSkipped;

#define PL_SITE_LIST_SAMPLES 5

typedef struct {
  guint64 lines;   /* all, comments and blanks too */
  guint64 rules;   /* handed on, exceptions too, before duplicates are known */
  guint64 skipped; /* lines other than comments and blanks that gave no rule */
  guint64 skipped_by[PL_SITE_SKIP_REASONS]; /* the same, by the reason of the line's first name */
  guint n_samples;
  PlSiteSkipped samples[PL_SITE_LIST_SAMPLES];
} PlSiteListReport;

PlSiteList *pl_site_list_new (PlSiteListFunc func, gpointer user_data);
void pl_site_list_free (PlSiteList *list);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlSiteList, pl_site_list_free)

/* Reads the next length bytes. */
void pl_site_list_feed (PlSiteList *list, const char *bytes, gsize length);

/* The bytes are over: reads a last line without newline. The report is owned by list. */
const PlSiteListReport *pl_site_list_end (PlSiteList *list);

G_END_DECLS
