#!/bin/sh
# Makes .venv with all that the demo, the tests and the checks need, every download pinned with hashes, and hjul
# itself as an editable install. Uses uv where it is on PATH, and otherwise brings the pinned uv into .venv by pip.
set -eu
cd "$(dirname "$0")/.."

fail() {
    echo "hjul: $1" >&2
    exit 1
}

# The machine's own Python, also where .venv/bin is first on PATH: .venv has no pip to start with.
python=$("${PYTHON:-python3}" -c 'import sys; sys.version_info >= (3, 11) and print(sys._base_executable)') || python=
[ -n "$python" ] || fail "Python 3.11 or newer is needed; where it has another name, say: make PYTHON=python3.12 test"

uv=$(command -v uv) || uv=
case $uv in
*/.venv/bin/uv) uv= ;; # brought here earlier, and perhaps another version than is pinned now
esac

# An environment that still runs is kept, so that a change of requirements takes seconds.
if ! .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    if [ -n "$uv" ]; then
        "$uv" venv --quiet --clear --no-python-downloads --python "$python" .venv
    else
        # Without pip, because Debian's python3 may lack ensurepip; the machine's own pip fills .venv below.
        "$python" -m venv --clear --without-pip .venv ||
            fail "python3 makes no virtual environment; install its venv (Debian: apt-get install python3-venv) or uv."
    fi
fi

if [ -z "$uv" ]; then
    uv=.venv/bin/uv
    pip="-m pip --disable-pip-version-check"
    bring="install --quiet --require-hashes -r requirements/uv.txt"
    # shellcheck disable=SC2086 # both are lists of words
    if "$python" -m pip --version >/dev/null 2>&1; then
        "$python" $pip --python .venv/bin/python $bring
    elif .venv/bin/python -m ensurepip >/dev/null 2>&1; then
        .venv/bin/python $pip $bring
    else
        fail "python3 has no pip; install it (Debian: apt-get install python3-pip) or uv."
    fi
fi

# Compiled at once: a command should start fast the first time too.
"$uv" pip install --quiet --compile-bytecode --python .venv/bin/python --require-hashes -r requirements/dev.txt
"$uv" pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation --editable .
