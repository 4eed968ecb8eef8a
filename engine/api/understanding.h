// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// Understanding Dockerfiles and images, for command line and window: no Engine is needed for a Dockerfile,
/// and an image is what Engine::images().resolve() returns. All functions are pure or only read layers; they
/// block, and may be called from any thread.
#include "engine/inspect/advisory_store.h"
#include "engine/inspect/image_diff.h"
#include "engine/inspect/image_lint.h"
#include "engine/inspect/layers.h"
#include "engine/inspect/packages.h"
#include "engine/inspect/sbom.h"
#include "engine/inspect/vulnerabilities.h"
#include "engine/lint/label_values.h"
#include "engine/lint/lint.h"
#include "engine/lint/shellcheck.h"
