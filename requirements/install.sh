#!/bin/sh
# Makes .venv with all that the demo, the tests and the checks need, every download pinned with hashes, and hjul
# itself as an editable install. Uses uv where it is on PATH, and otherwise brings the pinned uv into .venv by pip.
set -eu
cd "$(dirname "$0")/.."
python=${PYTHON:-python3}

fail() {
    echo "hjul: $1" >&2
    exit 1
}

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    fail "Python 3.11 or newer is needed; if it has another name here, say: make PYTHON=python3.12 …"

# Kept when it still runs, so that a change of requirements takes seconds.
if ! .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    if command -v uv >/dev/null; then
        uv venv --quiet --clear --no-python-downloads --python "$python" .venv
    else
        # Without pip, because Debian's python3 may lack ensurepip; the machine's own pip fills .venv below.
        "$python" -m venv --clear --without-pip .venv ||
            fail "python3 cannot make a virtual environment; install its venv module (Debian: apt-get install python3-venv) or uv."
    fi
fi

if command -v uv >/dev/null; then
    uv=uv
else
    uv=.venv/bin/uv
    pip_arguments="install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt"
    if "$python" -m pip --version >/dev/null 2>&1; then
        # shellcheck disable=SC2086
        "$python" -m pip --python .venv/bin/python $pip_arguments
    elif .venv/bin/python -m ensurepip >/dev/null 2>&1; then
        # shellcheck disable=SC2086
        .venv/bin/python -m pip $pip_arguments
    else
        fail "python3 has no pip; install it (Debian: apt-get install python3-pip) or uv."
    fi
fi

"$uv" pip install --quiet --python .venv/bin/python --require-hashes -r requirements/dev.txt
"$uv" pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation --editable .
