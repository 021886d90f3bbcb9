/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/ctl/passphrase.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "agent/ctl/options.h"
#include "policy/care/letter.h"
#include "policy/care/sealed.h"
#include "policy/error.h"

/* A byte at a time: what comes after the line is somebody else's. */
static gsize
read_line (int fd, char *line, gsize size)
{
  gsize length = 0;

  while (length < size - 1) {
    ssize_t got = read (fd, line + length, 1);
    if (got < 0 && errno == EINTR)
      continue;
    if (got <= 0 || line[length] == '\n')
      break;
    length++;
  }
  line[length] = '\0';
  return length;
}

static gsize
ask (const char *prompt, char *line, gsize size)
{
  struct termios seen, unseen;
  int terminal = open ("/dev/tty", O_RDWR | O_CLOEXEC);
  gsize length = 0;

  if (terminal < 0)
    return 0;
  if (tcgetattr (terminal, &seen) == 0) {
    unseen = seen;
    unseen.c_lflag &= ~(tcflag_t)ECHO;
    tcsetattr (terminal, TCSAFLUSH, &unseen);
    dprintf (terminal, "%s: ", prompt);
    length = read_line (terminal, line, size);
    tcsetattr (terminal, TCSAFLUSH, &seen);
    dprintf (terminal, "\n");
  }
  close (terminal);
  return length;
}

char *
pl_ctl_passphrase (const char *prompt, int fd, gsize *length, GError **error)
{
  char *line = (char *)pl_sealed_memory (PL_PASSPHRASE_MAX + 2);

  *length = fd >= 0 ? read_line (fd, line, PL_PASSPHRASE_MAX + 2)
                    : ask (prompt, line, PL_PASSPHRASE_MAX + 2);
  if (*length > 0)
    return line;
  sodium_free (line);
  pl_ctl_wrong (error, "%s is wanted from the terminal, or from --passphrase-fd", prompt);
  return NULL;
}

char *
pl_ctl_new_passphrase (const char *prompt, int fd, gsize *length, GError **error)
{
  gsize again_length;
  char *line = pl_ctl_passphrase (prompt, fd, length, error);

  if (line == NULL || fd >= 0)
    return line;
  char *again = pl_ctl_passphrase ("The same again", fd, &again_length, error);
  gboolean same = again != NULL && again_length == *length && memcmp (line, again, *length) == 0;
  if (again != NULL && !same)
    pl_ctl_wrong (error, "the two are not the same");
  sodium_free (again);
  if (same)
    return line;
  sodium_free (line);
  return NULL;
}

guint8 *
pl_ctl_words (gsize *length, GError **error)
{
  guint8 *words = pl_sealed_memory (PL_WORDS_BYTES_MAX + 2);
  gsize done = 0;
  ssize_t got;

  do {
    got = read (STDIN_FILENO, words + done, PL_WORDS_BYTES_MAX + 1 - done);
    done += got > 0 ? (gsize)got : 0;
  } while (done <= PL_WORDS_BYTES_MAX && (got > 0 || (got < 0 && errno == EINTR)));
  while (done > 0 && words[done - 1] == '\n')
    done--;
  *length = done;
  if (pl_words_check (words, done, error))
    return words;
  sodium_free (words);
  return NULL;
}

gboolean
pl_ctl_key_file (const char *path, PlReaderKey *key, GError **error)
{
  g_autoptr (GError) foreign = NULL;
  g_autofree char *text = NULL;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, &foreign)) {
    g_set_error_literal (error, PL_ERROR, PL_ERROR_IO, foreign->message);
    return FALSE;
  }
  return pl_reader_key_parse (key, path, text, length, error);
}
