#!/bin/sh
# Databases and schemas of the Temporal server. Each step leaves alone what is there already.
set -eu

apply() {
  database=$1
  versions=$2
  tool="temporal-sql-tool --plugin $SQL_PLUGIN --ep $SQL_HOST -p $SQL_PORT -u $SQL_USER --db $database"
  # The password is taken from SQL_PASSWORD, so that it stands in no list of processes.
  $tool create
  $tool setup-schema -v 0.0
  $tool update-schema -d "$SCHEMAS/$versions/versioned"
}

apply temporal temporal
apply temporal_visibility visibility
