/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The one-time code by which a member of staff proves who they are on a child's desktop (T6), where a
 * password would be given away. It comes from the home's telephone (RFC 6238) or from a printed sheet
 * (RFC 4226), belongs to one account, and counts once. Pure: the time is an argument, and whoever
 * keeps the state writes it back after every check, before acting on the outcome.
 */
typedef enum {
  PL_CODE_TELEPHONE = 1, /* six digits, a new one every 30 s */
  PL_CODE_SHEET = 2,     /* PL_CODE_SHEET_SIZE of eight digits, crossed off from the top */
} PlCodeKind;

#define PL_CODE_SECRET     20 /* bytes: RFC 4226 section 4, R6 */
#define PL_CODE_DIGITS_MAX 8
#define PL_CODE_SHEET_SIZE 20

/* Stored; values of kind never change. */
typedef struct {
  PlCodeKind kind;
  guint8 secret[PL_CODE_SECRET];
  guint64 next;        /* moving factor: lower ones were used or passed over */
  guint wrong;         /* wrong codes since the last right one */
  gint64 paused_until; /* Unix seconds; 0: not paused */
} PlOneTimeCode;

typedef enum {
  PL_CODE_RIGHT,
  PL_CODE_WRONG,
  PL_CODE_PAUSED, /* not looked at: too many wrong ones, see paused_until */
  PL_CODE_SPENT,  /* the sheet has no codes left */
} PlCodeOutcome;

/* A new secret, from the kernel's randomness. */
void pl_one_time_code_enrol (PlOneTimeCode *code, PlCodeKind kind);

/* Wipes the secret from memory. */
void pl_one_time_code_clear (PlOneTimeCode *code);

/*
 * Checks digits as they were typed (blanks are left out) at now, in Unix seconds. A code counts in
 * its 30 s and one step before and after (RFC 6238 section 5.2), never again, and none that is older
 * than one that counted. Every five wrong ones pause the account's codes: 15 minutes, then twice as
 * long each time, up to four hours.
 */
PlCodeOutcome pl_one_time_code_check (PlOneTimeCode *code, const char *digits, gint64 now);

/*
 * What a telephone's app reads from a QR code: otpauth://totp/... Transfer full; for the owner's eyes
 * only, once. issuer and account: any text.
 */
char *pl_one_time_code_uri (const PlOneTimeCode *code, const char *issuer, const char *account);

/* The codes of a sheet that are left, in order; a NULL-terminated list, transfer full. */
char **pl_one_time_code_sheet (const PlOneTimeCode *code);

G_END_DECLS
