/* SPDX-License-Identifier: GPL-2.0-or-later */
#pragma once

#include <glib.h>

#include "agent/probe/probe-protocol.h"

G_BEGIN_DECLS

/*
 * The agent's end of a probe: starts porchlight-probe for one child and takes its findings, which
 * are a stranger's. What is malformed, said twice or never said is PL_PROBE_UNSURE, PL_PROBE_NOT_BEGUN.
 */
typedef struct _PlProbeRun PlProbeRun;

/* findings: by PlProbeCheck, PL_PROBE_CHECKS of them; until it returns. The run may be freed in it. */
typedef void (*PlProbeDone) (const PlProbeFinding *findings, gpointer data);

/*
 * index: -1, or the index that the workers have; stays the caller's. Calls done once, from the default
 * main context, when the probe has ended or its time is up.
 */
PlProbeRun *pl_probe_run_new (
    const PlProbeJob *job, int index, PlProbeDone done, gpointer data, GError **error);
/* What has come so far, by PlProbeCheck; one that has not come has no version. The run's, until it is freed. */
const PlProbeFinding *pl_probe_run_so_far (const PlProbeRun *run);
/* Ends the probe; done is not called any more. */
void pl_probe_run_free (PlProbeRun *run);

/* One message of a probe, size bytes, into findings if it is one that may come now. */
void pl_probe_take (PlProbeFinding *findings, const void *message, gsize size);
/* Findings of which none has come. */
void pl_probe_expect (PlProbeFinding *findings);

G_END_DECLS
