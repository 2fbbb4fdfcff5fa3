#!/usr/bin/env bash
# The README's session on an invented branch's plan, in the folder demo/ of this checkout. Run by: make demo
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
python -m tests.session demo
