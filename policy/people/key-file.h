/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * The strict key file of profiles, homes and levels (design.md section 5): "[Section]", "key=value",
 * comments that start with "#", blank lines. UTF-8, one value a line; CRLF line ends, a byte order
 * mark and spaces around sections, keys and values are tolerated. Nothing is escaped and nothing is
 * continued on the next line. A section may come again, a key of it may not.
 *
 * Every refusal is PL_ERROR_REFUSED and reads "FILE:LINE: reason".
 */
typedef struct _PlKeyFile PlKeyFile;

/* Nobody writes more; the bounds keep a damaged or hostile file from taking time and memory. */
#define PL_KEY_FILE_MAX  (4 * 1024 * 1024) /* bytes of a file: a line may have them all */
#define PL_KEY_LIST_MAX  65536             /* members of a list */
#define PL_KEY_FIELD_MAX 256               /* bytes of a name or a note that people read */

/* One line "key=value". Owned by the key file. */
typedef struct {
  const char *section;
  const char *key;
  const char *value;
  guint line; /* from 1 */
} PlKeyEntry;

/* How a rule's key is compared. */
typedef enum {
  PL_KEY_EXACT = 0,
  PL_KEY_WEEKDAY = 1, /* Monday to Sunday */
  PL_KEY_ANY = 2,     /* what no other rule of the section takes */
} PlKeyMatch;

typedef struct _PlKeyRule PlKeyRule;

/*
 * Reads one entry's value into target's field. An error's message is the reason only; the reader
 * puts file and line before it. weekday: Monday 0, for PL_KEY_WEEKDAY.
 */
typedef gboolean (*PlKeyRead) (
    gpointer field, const PlKeyRule *rule, const PlKeyEntry *entry, guint weekday, GError **error);

/* What one kind of file may say: a row a key. */
struct _PlKeyRule {
  const char *section; /* NULL: any, for pl_key_file_apply_section */
  const char *key;     /* NULL where match is not PL_KEY_EXACT */
  PlKeyMatch match;
  PlKeyRead read;
  gsize offset;               /* of the field in the target */
  int minimum, maximum;       /* for numbers */
  const char *const *choices; /* for choices: NULL-terminated, the value is the place in it */
};

/* Splits text (length bytes; it need not end in NUL) into lines. name is what errors call the file. */
PlKeyFile *pl_key_file_new (const char *name, const char *text, gsize length, GError **error);
void pl_key_file_free (PlKeyFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlKeyFile, pl_key_file_free)

/*
 * Reads every entry into target by the rules, in the order of the file, and stops at the first that
 * is refused. Sections and keys that no rule has are refused.
 */
gboolean pl_key_file_apply (
    const PlKeyFile *file, const PlKeyRule *rules, gsize n_rules, gpointer target, GError **error);

/*
 * The same for the entries of one section only, and for kinds of file whose sections are names of
 * their own.
 */
gboolean pl_key_file_apply_section (const PlKeyFile *file,
                                    const char *section,
                                    const PlKeyRule *rules,
                                    gsize n_rules,
                                    gpointer target,
                                    GError **error);

/*
 * The names of the sections in the order in which they first come. NULL-terminated; transfer
 * container.
 */
const char **pl_key_file_sections (const PlKeyFile *file);

/* The line of a key; of its section where the key is missing; 1 where that is missing, too. */
guint pl_key_file_line (const PlKeyFile *file, const char *section, const char *key);
/* A key's value as it is written; NULL where it is missing. Owned by the file. */
const char *pl_key_file_value (const PlKeyFile *file, const char *section, const char *key);
/* The n-th entry, in the order of the file; NULL after the last. Owned by the file. */
const PlKeyEntry *pl_key_file_nth (const PlKeyFile *file, guint n);
/* TRUE if the file has the key. */
gboolean pl_key_file_has (const PlKeyFile *file, const char *section, const char *key);

/* Sets the error "FILE:LINE: reason". Always FALSE. */
gboolean
pl_key_file_refuse (const PlKeyFile *file, guint line, GError **error, const char *format, ...)
    G_GNUC_PRINTF (4, 5);
/* The same as a text, for warnings. Transfer full. */
char *pl_key_file_remark (const PlKeyFile *file, guint line, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

/* "Monday" ... to 0 ... 6; -1 if text is no weekday. */
int pl_weekday_parse (const char *text);
/* The other way round; static. */
const char *pl_weekday_name (guint weekday);

G_END_DECLS
