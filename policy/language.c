/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "policy/language.h"

#include <gio/gio.h>
#include <string.h>

#include "po/catalogues.h"

#define PREFIX "/org/porchlight/po/"

/* A catalogue as msgfmt writes it (GNU gettext manual, "The Format of GNU MO Files"). */
#define MO_MAGIC      0x950412deu
#define MO_MAGIC_AT   0
#define MO_COUNT_AT   8
#define MO_MESSAGE_AT 12
#define MO_TEXT_AT    16
#define MO_ENTRY_SIZE 8

/* Of a catalogue's header: po/README.md. */
#define NOT_READ "X-Native-Reader: none\n"

struct _PlLanguage {
  const char *range;     /* that finds it */
  const char *tag;       /* of BCP 47 */
  const char *name;      /* what those who speak it call it */
  const char *catalogue; /* NULL: the source itself */
  gboolean right_to_left;
};

/* Dari is asked for by its own code and as Persian, of which it is a form. */
static const PlLanguage languages[] = {
  { "en", "en-GB", "English", NULL, FALSE },    { "ar", "ar", "العربية", "ar.mo", TRUE },
  { "cy", "cy", "Cymraeg", "cy.mo", FALSE },    { "fa", "fa-AF", "دری", "fa_AF.mo", TRUE },
  { "pl", "pl", "polski", "pl.mo", FALSE },     { "sq", "sq", "shqip", "sq.mo", FALSE },
  { "uk", "uk", "українська", "uk.mo", FALSE }, { "vi", "vi", "Tiếng Việt", "vi.mo", FALSE },
  { "prs", "fa-AF", "دری", "fa_AF.mo", TRUE },
};

/* Dari's other code is no other language. */
#define N_NAMES (G_N_ELEMENTS (languages) - 1)

static GResource *
catalogues (void)
{
  static gsize registered = 0;

  if (g_once_init_enter (&registered)) {
    pl_catalogues_register_resource ();
    g_once_init_leave (&registered, 1);
  }
  return pl_catalogues_get_resource ();
}

const PlLanguage *
pl_language_english (void)
{
  return &languages[0];
}

const PlLanguage *
pl_language_find (const char *range)
{
  gsize length = strcspn (range, "-_.@");

  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    if (strlen (languages[i].range) == length &&
        g_ascii_strncasecmp (languages[i].range, range, length) == 0)
      return &languages[i];
  return NULL;
}

const PlLanguage *
pl_language_nth (guint i)
{
  return i < N_NAMES ? &languages[i] : NULL;
}

const char *
pl_language_name (const PlLanguage *language)
{
  return language->name;
}

const char *
pl_language_tag (const PlLanguage *language)
{
  return language->tag;
}

gboolean
pl_language_is_right_to_left (const PlLanguage *language)
{
  return language->right_to_left;
}

static guint32
number_at (const guint8 *catalogue, gsize at)
{
  guint32 number;

  memcpy (&number, catalogue + at, sizeof number);
  return GUINT32_FROM_LE (number);
}

/* A catalogue's entry in one of its two tables: a text that ends in NUL. */
static const char *
entry (const guint8 *catalogue, gsize table_at, guint32 i)
{
  gsize table = number_at (catalogue, table_at);

  return (const char *)catalogue + number_at (catalogue, table + i * MO_ENTRY_SIZE + 4);
}

/* The catalogue's messages are sorted: the first that is not before key. */
static guint32
first_from (const guint8 *catalogue, const char *key)
{
  guint32 low = 0, high = number_at (catalogue, MO_COUNT_AT);

  g_assert (number_at (catalogue, MO_MAGIC_AT) == MO_MAGIC);
  while (low < high) {
    guint32 middle = low + (high - low) / 2;

    if (strcmp (entry (catalogue, MO_MESSAGE_AT, middle), key) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* NULL: the catalogue has none of that key. */
static const char *
look_up (const guint8 *catalogue, const char *key)
{
  guint32 i = first_from (catalogue, key);

  return i < number_at (catalogue, MO_COUNT_AT) &&
                 g_str_equal (entry (catalogue, MO_MESSAGE_AT, i), key)
             ? entry (catalogue, MO_TEXT_AT, i)
             : NULL;
}

/* NULL: the language is the source itself. It stays when the view of it is gone, as it is not compressed. */
static const guint8 *
catalogue_of (const PlLanguage *language)
{
  if (language->catalogue == NULL)
    return NULL;
  g_autofree char *path = g_strconcat (PREFIX, language->catalogue, NULL);
  g_autoptr (GBytes) bytes =
      g_resource_lookup_data (catalogues (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  return bytes != NULL ? g_bytes_get_data (bytes, NULL) : NULL;
}

static const char *
text_of (const PlLanguage *language, const char *key)
{
  const guint8 *catalogue = catalogue_of (language);

  return catalogue != NULL ? look_up (catalogue, key) : NULL;
}

gboolean
pl_language_is_read (const PlLanguage *language)
{
  const char *header = text_of (language, "");

  return header == NULL || strstr (header, NOT_READ) == NULL;
}

const char *
pl_language_text (const PlLanguage *language, const char *context, const char *message)
{
  g_autofree char *key = context != NULL ? g_strconcat (context, "\004", message, NULL) : NULL;
  const char *text = text_of (language, key != NULL ? key : message);

  return text != NULL ? text : message;
}

void
pl_language_each (const PlLanguage *language,
                  const char *context,
                  PlLanguageMessage each,
                  gpointer data)
{
  const guint8 *catalogue = catalogue_of (language);
  g_autofree char *prefix = g_strconcat (context, "\004", NULL);

  if (catalogue == NULL)
    return;
  for (guint32 i = first_from (catalogue, prefix); i < number_at (catalogue, MO_COUNT_AT); i++) {
    const char *key = entry (catalogue, MO_MESSAGE_AT, i);

    if (!g_str_has_prefix (key, prefix) ||
        !each (key + strlen (prefix), entry (catalogue, MO_TEXT_AT, i), data))
      return;
  }
}
