/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "agent/net/hosts-block.h"

#include <string.h>

#include "agent/net/block-address.h"

#define OURS    "# Porchlight: "
#define BEGIN   OURS "begin."
#define END     OURS "end."
#define ADDRESS PL_BLOCK_ADDRESS " "
#define MAPPED  "::ffff:" PL_BLOCK_ADDRESS " "

static const char heading[] =
    BEGIN " These lines belong to Porchlight, which puts them back if they are changed.\n" OURS
          "They keep well-known pornography from everyone on this computer.\n" OURS
          "To take them out, remove Porchlight, or run: porchlightd --remove-hosts\n";

static const char ending[] = END "\n";

typedef struct {
  const char *start;
  gsize length; /* with the "\n", where there is one */
} Line;

static gboolean
next_line (const char **rest, const char *end, Line *line)
{
  if (*rest == end)
    return FALSE;

  const char *newline = memchr (*rest, '\n', end - *rest);
  line->start = *rest;
  line->length = (newline != NULL ? newline + 1 : end) - *rest;
  *rest += line->length;
  return TRUE;
}

static gboolean
begins (const Line *line, const char *prefix)
{
  gsize length = strlen (prefix);

  return line->length >= length && memcmp (line->start, prefix, length) == 0;
}

/* Whether a line is ours; *inside: whether it lies after a begin mark. */
static gboolean
is_ours (const Line *line, gboolean *inside)
{
  if (begins (line, BEGIN))
    *inside = TRUE;
  if (!*inside)
    return FALSE;
  if (begins (line, END))
    *inside = FALSE;
  return begins (line, OURS) || begins (line, ADDRESS) || begins (line, MAPPED);
}

char *
pl_hosts_block_text (const char *const *names)
{
  GString *text = g_string_new (heading);

  for (; *names != NULL; names++)
    g_string_append_printf (text, "%s%s www.%s\n%s%s www.%s\n", ADDRESS, *names, *names, MAPPED,
                            *names, *names);
  g_string_append (text, ending);
  return g_string_free (text, FALSE);
}

/* Gathers our lines or the others. */
static GString *
gather (GBytes *file, gboolean ours)
{
  gsize size;
  const char *rest = g_bytes_get_data (file, &size);
  const char *end = rest + size;
  GString *gathered = g_string_sized_new (ours ? 0 : size);
  gboolean inside = FALSE;
  Line line;

  while (size > 0 && next_line (&rest, end, &line))
    if (is_ours (&line, &inside) == ours)
      g_string_append_len (gathered, line.start, line.length);
  return gathered;
}

static gboolean
equals (const GString *text, const char *block)
{
  return text->len == strlen (block) && memcmp (text->str, block, text->len) == 0;
}

gboolean
pl_hosts_block_stands (GBytes *file, const char *block)
{
  gsize size;
  const char *data = g_bytes_get_data (file, &size);
  GString *ours = gather (file, TRUE);
  gboolean stands = equals (ours, block) && memmem (data, size, block, strlen (block)) != NULL;

  g_string_free (ours, TRUE);
  return stands;
}

GBytes *
pl_hosts_block_remove (GBytes *file)
{
  return g_string_free_to_bytes (gather (file, FALSE));
}

GBytes *
pl_hosts_block_put (GBytes *file, const char *block)
{
  if (pl_hosts_block_stands (file, block))
    return g_bytes_ref (file);

  GString *others = gather (file, FALSE);
  g_string_prepend (others, block);
  return g_string_free_to_bytes (others);
}
