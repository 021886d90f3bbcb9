/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "policy/care/care.h"
#include "policy/error.h"
#include "tests/fuzz/fuzz.h"

static void
check_kind (const PlCare *care, PlConcernKind kind)
{
  PlTold order[PL_TOLD_PARTIES];
  guint n = pl_care_told_order (care, kind, 0, order);

  g_assert (pl_care_is_serious (care, kind) || !pl_concern_kind_ships_serious (kind));
  for (guint role = 0; role < PL_READER_ROLES; role++) {
    int minutes = pl_care_minutes (care, kind, (PlReaderRole)role);
    g_assert (minutes >= PL_CARE_MINUTES_MIN && minutes <= PL_CARE_MINUTES_MAX);
  }
  g_assert_cmpuint (n, <=, PL_TOLD_PARTIES);
  for (guint i = 0; i < n; i++) {
    PlToldWhen when = pl_care_told_when (care, kind, order[i]);
    g_assert (when < PL_TOLD_NO);
    g_assert (when != PL_TOLD_AFTER_POLICE ||
              pl_care_told_when (care, kind, PL_TOLD_POLICE) != PL_TOLD_NO);
    for (const char *const *source = pl_care_told_sources (care, kind, order[i]); *source != NULL;
         source++)
      g_assert (**source != '\0' && g_utf8_validate (*source, -1, NULL));
  }
}

/* Two typed names, divided by the first zero: whoever one of them may mean, the other may mean. */
static void
fuzz_names (const char *text, size_t size)
{
  g_autofree char *both = size > 0 ? g_strndup (text, size) : g_strdup ("");
  gsize first = strlen (both);
  g_autofree char *other =
      first < size ? g_strndup (text + first + 1, size - first - 1) : g_strdup ("");

  g_assert (pl_typed_name_means (both, other) == pl_typed_name_means (other, both));
}

/* Bytes as a home's care.conf: read, with every promise of the header kept, or refused; and as names. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PlCare) care = pl_care_read ("f", (const char *)data, size, &error);

  fuzz_names ((const char *)data, MIN (size, 4096));
  if (care == NULL) {
    g_assert (g_error_matches (error, PL_ERROR, PL_ERROR_REFUSED));
    g_assert (g_str_has_prefix (error->message, "f:"));
    return 0;
  }
  for (guint kind = 0; kind < PL_CONCERN_KINDS; kind++)
    check_kind (care, (PlConcernKind)kind);
  return 0;
}
