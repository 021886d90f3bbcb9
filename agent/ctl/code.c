/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/ctl/code.h"

#include <errno.h>
#include <qrencode.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "agent/ctl/agent-client.h"
#include "agent/ctl/options.h"
#include "agent/ctl/print-json.h"
#include "policy/error.h"

#define CODES ".Codes"

/* Four light cells around it: ISO/IEC 18004 asks for them. */
#define QUIET_ZONE 4
#define CODE_MAX   64

static gboolean
is_dark (const QRcode *qr, int x, int y)
{
  return x >= 0 && y >= 0 && x < qr->width && y < qr->width &&
         (qr->data[y * qr->width + x] & 1) != 0;
}

/* Two rows of cells a line of text; light is printed, so that it reads on dark terminals, too. */
static void
print_qr (const QRcode *qr)
{
  static const char *const cells[] = { "\u2588", "\u2580", "\u2584", " " };

  for (int y = -QUIET_ZONE; y < qr->width + QUIET_ZONE; y += 2) {
    printf ("\033[97;40m");
    for (int x = -QUIET_ZONE; x < qr->width + QUIET_ZONE; x++)
      fputs (cells[is_dark (qr, x, y) * 2 + is_dark (qr, x, y + 1)], stdout);
    printf ("\033[0m\n");
  }
}

static gboolean
print_telephone (const char *uri, GError **error)
{
  QRcode *qr = QRcode_encodeString (uri, 0, QR_ECLEVEL_M, QR_MODE_8, 1);

  if (qr == NULL) {
    g_set_error (error, PL_ERROR, PL_ERROR_IO, "no QR code can be made: %s", g_strerror (errno));
    return FALSE;
  }
  printf ("Read this with the authenticator app of the home's telephone. It is shown once.\n\n");
  print_qr (qr);
  printf ("\n%s\n", uri);
  QRcode_free (qr);
  return TRUE;
}

static void
print_sheet (const char **sheet)
{
  printf ("Print this, keep it where children do not come, and cross codes off from the top.\n"
          "It is shown once.\n\n");
  for (guint i = 0; sheet[i] != NULL; i++)
    printf ("%2u.  %.4s %s\n", i + 1, sheet[i], sheet[i] + 4);
}

gboolean
pl_ctl_code_enrol (int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = { { NULL } };
  const char *uri;
  g_autofree const char **sheet = NULL;

  if (!pl_ctl_options (&argc, &argv, entries, 1, "telephone or sheet", error))
    return FALSE;
  g_autoptr (GVariant) reply =
      pl_ctl_call_agent (CODES, "Enrol", g_variant_new ("(s)", argv[1]), "(sas)", error);
  if (reply == NULL)
    return FALSE;
  g_variant_get (reply, "(&s^a&s)", &uri, &sheet);
  if (*uri != '\0')
    return print_telephone (uri, error);
  print_sheet (sheet);
  return TRUE;
}

gboolean
pl_ctl_code_forget (int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = { { NULL } };
  g_autoptr (GVariant) reply = NULL;

  if (pl_ctl_options (&argc, &argv, entries, 1, "one ACCOUNT", error))
    reply = pl_ctl_call_agent (CODES, "Forget", g_variant_new ("(s)", argv[1]), "()", error);
  return reply != NULL;
}

/* left: of a sheet. */
static void
print_row (const char *account, const char *kind, guint left)
{
  if (g_str_equal (kind, "sheet"))
    printf ("%s\t%s\t%u left\n", account, kind, left);
  else
    printf ("%s\t%s\n", account, kind);
}

static void
add_row (JsonBuilder *json, const char *account, const char *kind, guint left)
{
  json_builder_begin_object (json);
  json_builder_set_member_name (json, "account");
  json_builder_add_string_value (json, account);
  json_builder_set_member_name (json, "kind");
  json_builder_add_string_value (json, kind);
  if (g_str_equal (kind, "sheet")) {
    json_builder_set_member_name (json, "left");
    json_builder_add_int_value (json, left);
  }
  json_builder_end_object (json);
}

gboolean
pl_ctl_code_list (int argc, char **argv, GError **error)
{
  gboolean as_json = FALSE;
  const GOptionEntry entries[] = { { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, NULL, NULL },
                                   { NULL } };
  g_autoptr (JsonBuilder) json = json_builder_new ();
  GVariantIter iter;

  if (!pl_ctl_options (&argc, &argv, entries, 0, "", error))
    return FALSE;
  g_autoptr (GVariant) reply = pl_ctl_call_agent (CODES, "List", NULL, "(aa{sv})", error);
  if (reply == NULL)
    return FALSE;
  g_autoptr (GVariant) rows = g_variant_get_child_value (reply, 0);
  g_variant_iter_init (&iter, rows);
  json_builder_begin_array (json);
  for (GVariant *row; (row = g_variant_iter_next_value (&iter)) != NULL; g_variant_unref (row)) {
    const char *account = "", *kind = "";
    guint left = 0;
    g_variant_lookup (row, "account", "&s", &account);
    g_variant_lookup (row, "kind", "&s", &kind);
    g_variant_lookup (row, "left", "u", &left);
    add_row (json, account, kind, left);
    if (!as_json)
      print_row (account, kind, left);
  }
  json_builder_end_array (json);
  if (as_json)
    pl_ctl_print_json (json);
  return TRUE;
}

/* From the terminal, unseen, or from a pipe: a code in the command line is in the child's history. */
static gboolean
read_code (char code[CODE_MAX], GError **error)
{
  struct termios seen, unseen;
  gboolean terminal = tcgetattr (STDIN_FILENO, &seen) == 0;

  if (terminal) {
    unseen = seen;
    unseen.c_lflag &= ~(tcflag_t)ECHO;
    tcsetattr (STDIN_FILENO, TCSAFLUSH, &unseen);
    fputs ("Code: ", stderr);
  }
  char *got = fgets (code, CODE_MAX, stdin);
  if (terminal) {
    tcsetattr (STDIN_FILENO, TCSAFLUSH, &seen);
    fputc ('\n', stderr);
  }
  if (got == NULL)
    return pl_ctl_wrong (error, "a code is wanted on standard input");
  g_strchomp (code);
  return TRUE;
}

gboolean
pl_ctl_code_grant (int argc, char **argv, GError **error)
{
  g_autofree char *reason = NULL;
  gint64 request = 0, minutes, id, until;
  const GOptionEntry entries[] = {
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, NULL, NULL },
    { "request", 0, 0, G_OPTION_ARG_INT64, &request, NULL, NULL },
    { NULL },
  };
  char code[CODE_MAX];

  if (!pl_ctl_options (&argc, &argv, entries, 2, "ACCOUNT and MINUTES", error) ||
      !pl_ctl_number ("MINUTES", argv[2], &minutes, error))
    return FALSE;
  if (reason == NULL)
    return pl_ctl_wrong (error, "--reason is wanted: the child reads it");
  if (!read_code (code, error))
    return FALSE;
  g_autoptr (GVariant) reply = pl_ctl_call_agent (
      CODES, "Grant",
      g_variant_new ("(ssusx)", argv[1], code, (guint)MIN (minutes, G_MAXINT), reason, request),
      "(xx)", error);
  if (reply == NULL)
    return FALSE;
  g_variant_get (reply, "(xx)", &id, &until);
  g_autofree char *text = pl_ctl_time_text (until);
  printf ("grant %" G_GINT64_FORMAT "\tuntil %s\n", id, text);
  return TRUE;
}
