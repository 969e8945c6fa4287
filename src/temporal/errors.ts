/** No Temporal server: none configured, none reachable, or none to be found on this machine. Exit code 3. */
export class NoTemporalError extends Error {
  override readonly name = "NoTemporalError";
}

/** Another `up` holds the data folder. Exit code 2: nothing was started. */
export class DataFolderInUse extends Error {
  override readonly name = "DataFolderInUse";
}
