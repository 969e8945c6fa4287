import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { rowKey, specHash, spread } from "../../../src/domain/keys.ts";
import { sha256 } from "../../../src/domain/sha256.ts";
import { contextFor, eventFile } from "../../support/plan.ts";
import { planEvent } from "../../../src/domain/plan.ts";

test("sha256 agrees with Node's on every text", () => {
  const node = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");
  for (const length of [0, 1, 55, 56, 57, 63, 64, 65, 119, 120, 1000]) {
    expect(sha256("x".repeat(length))).toBe(node("x".repeat(length)));
  }
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => sha256(text) === node(text)));
  expect(sha256("\ud800")).toBe(node("\ud800"));
});

test("a key is 32 hex digits, and every part of it counts", () => {
  const parts = { event: "town-hall", run: 1, path: "main", purpose: "record", link: 1 };
  const others = [{ event: "town-hall-1" }, { run: 2 }, { path: "backup" }, { purpose: "relay" }, { link: 2 }];
  const keys = [parts, ...others.map((other) => ({ ...parts, ...other }))].map(rowKey);
  expect(new Set(keys).size).toBe(6);
  for (const key of keys) expect(key).toMatch(/^[0-9a-f]{32}$/);
  expect(rowKey({ ...parts })).toBe(rowKey(parts));
});

test("the spread is even and below 1", () => {
  const numbers = Array.from({ length: 2_000 }, (_, i) => spread(`event-${i}`));
  expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
  const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.03);
});

test("the hash of a spec is of its meaning", () => {
  const context = contextFor();
  const plain = planEvent(eventFile(), context).spec;
  const written = planEvent(eventFile({ atEnd: "leave", prepareBefore: "600s", labels: {} }), context).spec;
  const reordered = JSON.parse(JSON.stringify(Object.fromEntries(Object.entries(plain).reverse())));
  expect(specHash(written)).toBe(specHash(plain));
  expect(specHash(reordered)).toBe(specHash(plain));
  expect(specHash(planEvent(eventFile({ atEnd: "cut" }), context).spec)).not.toBe(specHash(plain));
  expect(specHash(planEvent(eventFile(), { ...context, nowMs: context.nowMs + 1_000 }).spec)).toBe(specHash(plain));
});
