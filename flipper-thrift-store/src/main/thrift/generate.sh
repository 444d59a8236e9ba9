#!/bin/sh
# Makes the Java code of the IDL files anew. Takes Thrift's compiler 0.17, Debian's package thrift-compiler. Left out is
# what nobody calls here: the server side, whose base classes are others in newer versions of libthrift and log by SLF4J,
# and the asynchronous clients.
set -eu
cd "$(dirname "$0")"
generated=../generated-sources/thrift
rm -rf "$generated"
mkdir -p "$generated"
thrift -r -out "$generated" --gen java:generated_annotations=suppress,private_members,sorted_containers flipper.thrift
for service in "$generated"/dev/flipper/store/thrift/idl/*FlagStore.java; do
    sed -i -E '/^  public (static class (AsyncClient|Processor|AsyncProcessor)\b|interface AsyncIface\b)/,/^  }$/d' "$service"
done
