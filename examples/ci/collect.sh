#!/usr/bin/env bash
# Takes the exercises out of the students' repositories, as data: nothing of theirs is checked out.
#
#   FROM=https://HOST/ [DUE=DATE] collect.sh STUDENTS FOLDER
#
# STUDENTS has a line for each student: the name that grades are kept under, a blank,
# OWNER/REPOSITORY. Blank lines and lines that begin with # are passed over. FROM may hold a token.
# With DUE, what had been committed then is taken (students set the clocks of their commits).
# A repository that cannot be read does not stop the others; it is named at the end, with exit 1.
set -u
export GIT_TERMINAL_PROMPT=0
lost=()
mkdir -p "$2"

while read -r name repository; do
  case "$name/$repository" in
    */*/*/* | .*) echo "$1: '$name $repository' is not: NAME OWNER/REPOSITORY" >&2; exit 2 ;;
    */*/*) ;;
    *) echo "$1: '$name $repository' is not: NAME OWNER/REPOSITORY" >&2; exit 2 ;;
  esac
  clone="$(mktemp -d)/clone" archive="$2/$name.zip"
  depth=(--depth 1)
  [ -n "${DUE:-}" ] && depth=()
  if ! git clone --quiet --no-checkout "${depth[@]}" "$FROM$repository.git" "$clone"; then
    lost+=("$name")
    continue
  fi
  commit=HEAD
  [ -n "${DUE:-}" ] && commit="$(git -C "$clone" rev-list -1 --before="$DUE" HEAD 2>/dev/null)"
  if ! git -C "$clone" rev-parse --quiet --verify "$commit:exercises" >/dev/null; then
    echo "$name has handed in nothing"
  elif ! git -C "$clone" archive --format=zip --output="$PWD/$archive" "$commit" exercises; then
    rm -f "$archive"
    lost+=("$name")
  fi
done < <(awk '{ sub(/^\357\273\277/, ""); sub(/\r$/, "") } NF && !/^[ \t]*#/ { print $1, $2 }' "$1")

if [ ${#lost[@]} -gt 0 ]; then
  echo "These repositories could not be read: ${lost[*]}" >&2
  exit 1
fi
