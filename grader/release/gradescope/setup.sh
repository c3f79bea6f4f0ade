#!/usr/bin/env bash
# Gradescope runs this once, as root, when the autograder is uploaded. It makes the Python that grades:
# the one of Gradescope's image may be too old.
set -euo pipefail
umask 022

here="${AUTOGRADER:-/autograder}"
kit="$here/source/kit"
# Where an ordinary user may read it.
export UV_PYTHON_INSTALL_DIR="$here/python"

if ! command -v uv > /dev/null; then
    apt-get update
    apt-get install -y --no-install-recommends python3-venv
    python3 -m venv "$here/uv"
    "$here/uv/bin/pip" install --quiet uv
    PATH="$here/uv/bin:$PATH"
fi
# One of the system, or else one that uv brings: a student's code must be able to run it, too.
python=(--managed-python --python 3.12)
for each in 3.11 3.12 3.13; do
    [ -x "/usr/bin/python$each" ] && python=(--python "/usr/bin/python$each")
done
uv venv --quiet --clear "${python[@]}" "$here/env"
uv pip install --quiet --python "$here/env/bin/python" --editable "$kit"

# The code that grades is no secret. Solutions, checks and the seed are for root alone, and a student's
# code runs as somebody else.
chown -R 0:0 "$here/source"
chmod -R u=rwX,go=rX "$here/source"
chmod -R go= "$kit/solutions" "$kit/tests" "$kit/.grader"
"$here/env/bin/python" -m compileall -q "$kit/grader"
