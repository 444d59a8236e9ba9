#!/bin/bash
# Takes the pictures of JConsole in docs/pictures again, from nothing: builds, starts HorseStable (in docs/src/test/java),
# looks at it with the JDK's own JConsole on a display of its own, and ends both.
#
# Needs a JDK 17 with a desktop (Debian: openjdk-17-jdk, not …-headless), Maven, and Debian's packages xvfb and imagemagick.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
children=()

finish() {
    for child in "${children[@]}"; do
        kill "$child" 2> /dev/null && wait "$child" 2> /dev/null
    done
    rm -rf "$work"
}
trap finish EXIT

for program in Xvfb import mvn; do
    command -v "$program" > /dev/null || { echo "$program is missing: apt-get install xvfb imagemagick maven" >&2; exit 1; }
done

(cd "$here/../.." && mvn -B -ntp -q test-compile dependency:build-classpath -pl docs -am \
    -Dspotless.check.skip -Dmdep.includeScope=test -Dmdep.outputFile="$work/classpath")
classpath=$here/../target/test-classes:$(cat "$work/classpath")

# Xvfb says which display it took.
mkfifo "$work/display"
Xvfb -displayfd 3 -screen 0 1024x800x24 -nolisten tcp 3> "$work/display" 2> "$work/xvfb.log" &
children+=($!)
read -r -t 60 number < "$work/display" || { cat "$work/xvfb.log" >&2; exit 1; }
export DISPLAY=:$number

# The application ends with its standard input, so that stays open.
mkfifo "$work/input"
"$java" -cp "$classpath" dev.flipper.guide.HorseStable < "$work/input" > "$work/application.log" 2>&1 &
application=$!
children+=("$application")
exec 4> "$work/input"
for _ in $(seq 600); do
    grep -qx open "$work/application.log" && break
    kill -0 "$application" 2> /dev/null || break
    sleep 0.1
done
grep -qx open "$work/application.log" || { cat "$work/application.log" >&2; exit 1; }

"$java" --add-exports=jdk.jconsole/sun.tools.jconsole=ALL-UNNAMED -Dawt.useSystemAAFontSettings=on \
    "$here/JConsolePictures.java" "$application" "$here"
