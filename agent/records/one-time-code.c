/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/records/one-time-code.h"

#include <liboath/oath.h>
#include <sodium.h>
#include <string.h>

#define STEP_S       30
#define STEPS_AROUND 1 /* RFC 6238 section 5.2 recommends no more than one */
#define SHEET_AHEAD  5 /* codes that may have been crossed off without use */
#define WRONG_MAX    5
#define PAUSE_S      (15 * 60)
#define PAUSE_MAX_S  (4 * 3600)
#define DIGITS_PHONE 6
#define DIGITS_SHEET 8
#define TEXT_MAX     (PL_CODE_DIGITS_MAX + 1)

static guint
digits_of (const PlOneTimeCode *code)
{
  return code->kind == PL_CODE_SHEET ? DIGITS_SHEET : DIGITS_PHONE;
}

static void
generate (const PlOneTimeCode *code, guint64 factor, char text[TEXT_MAX])
{
  /* It fails for a wrong number of digits only, or without memory. */
  if (oath_hotp_generate ((const char *)code->secret, PL_CODE_SECRET, factor, digits_of (code),
                          FALSE, OATH_HOTP_DYNAMIC_TRUNCATION, text) != OATH_OK)
    g_error ("one-time code: no code can be made");
}

void
pl_one_time_code_enrol (PlOneTimeCode *code, PlCodeKind kind)
{
  *code = (PlOneTimeCode){ .kind = kind };
  randombytes_buf (code->secret, sizeof code->secret);
}

void
pl_one_time_code_clear (PlOneTimeCode *code)
{
  sodium_memzero (code, sizeof *code);
}

/* Blanks left out; FALSE if what is left is not a code of this kind. */
static gboolean
normalise (const PlOneTimeCode *code, const char *digits, char text[TEXT_MAX])
{
  guint length = 0;

  for (; *digits != '\0'; digits++) {
    if (*digits == ' ')
      continue;
    if (!g_ascii_isdigit (*digits) || length == digits_of (code))
      return FALSE;
    text[length++] = *digits;
  }
  text[length] = '\0';
  return length == digits_of (code);
}

/* The factors that count now: first to last, without those that are gone. */
static void
window (const PlOneTimeCode *code, gint64 now, guint64 *first, guint64 *last)
{
  if (code->kind == PL_CODE_SHEET) {
    *first = code->next;
    *last = MIN (code->next + SHEET_AHEAD, PL_CODE_SHEET_SIZE) - 1;
    return;
  }
  guint64 step = (guint64)MAX (now, STEP_S) / STEP_S;
  *first = MAX (step - STEPS_AROUND, code->next);
  *last = step + STEPS_AROUND;
}

/* All of the window is compared, whatever matches, so that the time taken says nothing. */
static gboolean
find (const PlOneTimeCode *code, const char *text, gint64 now, guint64 *found)
{
  guint64 first, last;
  gboolean right = FALSE;

  window (code, now, &first, &last);
  for (guint64 factor = first; factor <= last; factor++) {
    char expected[TEXT_MAX];
    generate (code, factor, expected);
    if (sodium_memcmp (expected, text, digits_of (code)) == 0) {
      right = TRUE;
      *found = factor;
    }
    sodium_memzero (expected, sizeof expected);
  }
  return right;
}

static void
count_wrong (PlOneTimeCode *code, gint64 now)
{
  code->wrong++;
  if (code->wrong % WRONG_MAX != 0)
    return;
  guint pauses = code->wrong / WRONG_MAX;
  code->paused_until = now + MIN (PAUSE_S << MIN (pauses - 1, 4), PAUSE_MAX_S);
}

PlCodeOutcome
pl_one_time_code_check (PlOneTimeCode *code, const char *digits, gint64 now)
{
  char text[TEXT_MAX];
  guint64 factor;

  if (now < code->paused_until)
    return PL_CODE_PAUSED;
  if (code->kind == PL_CODE_SHEET && code->next >= PL_CODE_SHEET_SIZE)
    return PL_CODE_SPENT;
  if (!normalise (code, digits, text) || !find (code, text, now, &factor)) {
    count_wrong (code, now);
    return PL_CODE_WRONG;
  }
  code->next = factor + 1;
  code->wrong = 0;
  code->paused_until = 0;
  return PL_CODE_RIGHT;
}

static char *
base32 (const guint8 *secret)
{
  char *text = NULL;
  gsize length;

  if (oath_base32_encode ((const char *)secret, PL_CODE_SECRET, &text, &length) != OATH_OK)
    g_error ("one-time code: out of memory");
  return text;
}

char *
pl_one_time_code_uri (const PlOneTimeCode *code, const char *issuer, const char *account)
{
  g_autofree char *by = g_uri_escape_string (issuer, NULL, FALSE);
  g_autofree char *whose = g_uri_escape_string (account, NULL, FALSE);
  char *secret = base32 (code->secret);
  char *uri = g_strdup_printf (
      "otpauth://totp/%s:%s?secret=%s&issuer=%s&algorithm=SHA1&digits=%d&period=%d", by, whose,
      secret, by, DIGITS_PHONE, STEP_S);

  sodium_memzero (secret, strlen (secret));
  free (secret);
  return uri;
}

char **
pl_one_time_code_sheet (const PlOneTimeCode *code)
{
  GPtrArray *sheet = g_ptr_array_new ();

  for (guint64 factor = code->next; factor < PL_CODE_SHEET_SIZE; factor++) {
    char text[TEXT_MAX];
    generate (code, factor, text);
    g_ptr_array_add (sheet, g_strdup (text));
  }
  g_ptr_array_add (sheet, NULL);
  return (char **)g_ptr_array_free (sheet, FALSE);
}
