// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/launch/link_maker.h"
