#!/bin/sh
# Rundown's namespace, its retention and its search attributes, through the server's operator API.
set -eu

# A port that accepts is not yet a cluster that serves, and a new namespace is known everywhere some seconds later.
patiently() {
  attempt=1
  until "$@" >/dev/null 2>&1; do
    if [ "$attempt" -ge 30 ]; then
      "$@"
      return
    fi
    attempt=$((attempt + 1))
    sleep 2
  done
}

patiently temporal operator cluster health
if temporal operator namespace describe --namespace "$NAMESPACE" >/dev/null 2>&1; then
  temporal operator namespace update --namespace "$NAMESPACE" --retention "$RETENTION" >/dev/null
else
  temporal operator namespace create --namespace "$NAMESPACE" --retention "$RETENTION" >/dev/null
fi
patiently temporal operator search-attribute list --namespace "$NAMESPACE"

present=$(temporal operator search-attribute list --namespace "$NAMESPACE")
for attribute in $SEARCH_ATTRIBUTES; do
  name=${attribute%%=*}
  type=${attribute#*=}
  if ! echo "$present" | grep -qw "$name"; then
    temporal operator search-attribute create --namespace "$NAMESPACE" --name "$name" --type "$type" >/dev/null
  fi
done
echo "namespace $NAMESPACE is ready: retention $RETENTION, search attributes: $SEARCH_ATTRIBUTES"
