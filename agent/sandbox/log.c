/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/sandbox/log.h"

#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

static GLogWriterOutput
write_line (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer data)
{
  const char *program = data;

  for (gsize i = 0; i < n_fields; i++) {
    if (!g_str_equal (fields[i].key, "MESSAGE"))
      continue;
    const char *text = fields[i].value;
    const struct iovec line[] = {
      { (char *)program, strlen (program) },
      { (char *)": ", 2 },
      { (char *)text, fields[i].length < 0 ? strlen (text) : (gsize)fields[i].length },
      { (char *)"\n", 1 },
    };
    if (writev (STDERR_FILENO, line, G_N_ELEMENTS (line)) < 0)
      return G_LOG_WRITER_UNHANDLED;
  }
  return G_LOG_WRITER_HANDLED;
}

void
pl_log_plainly (const char *program)
{
  g_log_set_writer_func (write_line, (gpointer)program, NULL);
}
