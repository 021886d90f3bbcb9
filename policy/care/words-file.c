/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/care/words-file.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "policy/care/letter.h"
#include "policy/care/sealed.h"
#include "policy/error.h"

#define SEALS (F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE)

/* TRUE once all is written. Memory takes all that it takes at once. */
static gboolean
write_all (int fd, const guint8 *words, gsize length)
{
  for (gsize done = 0; done < length;) {
    ssize_t wrote = pwrite (fd, words + done, length - done, (off_t)done);
    if (wrote < 0 && errno != EINTR)
      return FALSE;
    done += wrote > 0 ? (gsize)wrote : 0;
  }
  return TRUE;
}

int
pl_words_file_new (const guint8 *words, gsize length, GError **error)
{
  int fd = memfd_create ("words", MFD_CLOEXEC | MFD_ALLOW_SEALING);

  if (fd >= 0 && write_all (fd, words, length) && fcntl (fd, F_ADD_SEALS, SEALS) == 0)
    return fd;
  pl_error_io (error, "memfd_create", g_strerror (errno));
  if (fd >= 0)
    close (fd);
  return -1;
}

static gboolean
read_all (int fd, guint8 *words, gsize length)
{
  for (gsize done = 0; done < length;) {
    ssize_t got = pread (fd, words + done, length - done, (off_t)done);
    if (got == 0 || (got < 0 && errno != EINTR))
      return FALSE;
    done += got > 0 ? (gsize)got : 0;
  }
  return TRUE;
}

guint8 *
pl_words_file_read (int fd, gsize *length, GError **error)
{
  struct stat status;
  int seals = fcntl (fd, F_GET_SEALS);

  /* Only memory has seals: a pipe, a socket or a file of a disk could keep whoever reads it waiting. */
  if (seals < 0 || (seals & SEALS) != SEALS || fstat (fd, &status) != 0) {
    g_set_error_literal (error, PL_ERROR, PL_ERROR_ARGUMENT,
                         "the words are wanted in a sealed memfd");
    return NULL;
  }
  if (status.st_size > PL_WORDS_BYTES_MAX) {
    g_set_error (error, PL_ERROR, PL_ERROR_LIMIT, "more than %d bytes of words",
                 PL_WORDS_BYTES_MAX);
    return NULL;
  }
  guint8 *words = pl_sealed_memory ((gsize)status.st_size + 1);
  *length = (gsize)status.st_size;
  words[*length] = '\0';
  if (read_all (fd, words, *length) && pl_words_check (words, *length, error))
    return words;
  sodium_free (words);
  if (error != NULL && *error == NULL)
    g_set_error_literal (error, PL_ERROR, PL_ERROR_ARGUMENT, "the words cannot be read");
  return NULL;
}
