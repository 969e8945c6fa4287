import { defineConfig } from "vitest/config";

/** Records the replay set by hand: npx vitest run --config test/support/record.config.ts */
export default defineConfig({
  test: {
    pool: "forks",
    globalSetup: ["test/support/bundle-setup.ts"],
    include: ["test/support/record-histories.ts"],
    testTimeout: 300_000,
    hookTimeout: 60_000,
  },
});
